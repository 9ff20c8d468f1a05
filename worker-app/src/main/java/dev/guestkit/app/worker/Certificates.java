package dev.guestkit.app.worker;

import dev.guestkit.app.CliException;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The server's key and certificate. */
final class Certificates {
    private Certificates() {}

    /**
     * What TLS needs, empty when no key is configured.
     *
     * @throws CliException when the key cannot be read
     */
    static Optional<SSLContext> of(Configuration configuration, Surroundings surroundings) {
        return configuration.find(HttpSettings.TLS_KEYSTORE).map(file -> {
            Path keys = surroundings.path(file.toString());
            try {
                return context(keys, password(configuration, surroundings));
            } catch (IOException | GeneralSecurityException e) {
                throw new CliException("the key and certificate in " + keys + " cannot be read: " + e.getMessage());
            }
        });
    }

    private static char[] password(Configuration configuration, Surroundings surroundings) throws IOException {
        Optional<Path> file = configuration.find(HttpSettings.TLS_PASSWORD_FILE);
        return file.isEmpty()
                ? new char[0]
                : Files.readString(surroundings.path(file.get().toString()))
                        .lines()
                        .findFirst()
                        .orElse("")
                        .toCharArray();
    }

    private static SSLContext context(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(file.toFile(), password);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}

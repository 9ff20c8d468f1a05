package dev.guestkit.app.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.SavedFile;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.KeySource;
import dev.guestkit.app.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file of texts, each of which goes through {@link Secrets}. Used by one thread. */
public final class SupportBundle {
    private static final int LONGEST_KEY = 4096;

    private final Secrets secrets;
    private final Map<String, String> files = new LinkedHashMap<>();

    /** One that knows the secrets of this configuration and environment. */
    public SupportBundle(Configuration configuration, Surroundings surroundings) {
        List<String> known = new ArrayList<>(Secrets.ofEnvironment(surroundings.environment()));
        configuration
                .find(Settings.KEYS)
                .orElse(List.of())
                .forEach(key -> key(key, surroundings).ifPresent(known::add));
        secrets = new Secrets(known);
    }

    /** The key of a disk, so that it can be looked for; none when it cannot be read here. */
    private static Optional<String> key(KeySource source, Surroundings surroundings) {
        if (source.kind() == KeySource.Kind.ENV) {
            return Optional.ofNullable(surroundings.environment().get(source.name()));
        }
        try (InputStream in = Files.newInputStream(surroundings.path(source.name()))) {
            return Optional.of(new String(in.readNBytes(LONGEST_KEY), UTF_8).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Adds a document. */
    public SupportBundle add(String name, JsonNode tree) {
        files.put(name, secrets.tree(tree).toPrettyString() + "\n");
        return this;
    }

    /** Adds documents, one a line. */
    public SupportBundle addLines(String name, List<? extends JsonNode> trees) {
        files.put(name, trees.stream().map(t -> secrets.tree(t) + "\n").collect(Collectors.joining()));
        return this;
    }

    /** Adds text. */
    public SupportBundle add(String name, String text) {
        files.put(name, secrets.text(text));
        return this;
    }

    /** Adds what this machine and this Java are. */
    public SupportBundle addHost(ObjectNode versions) {
        ObjectNode host = HostFacts.tree(Path.of("/"));
        versions.setAll(host);
        return add("host.json", versions);
    }

    /** Writes the file, readable by its owner alone. */
    public void write(Path file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SavedFile.writePrivate(file, out.toByteArray());
    }
}

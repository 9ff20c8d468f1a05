package dev.guestkit.app.worker;

import dev.guestkit.app.CliException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The jars of a plug-in directory, whose handlers are found by {@link java.util.ServiceLoader}. */
final class Plugins {
    private Plugins() {}

    /**
     * A class loader over every jar in {@code directory}, in the order of their names; the caller closes it.
     *
     * @throws CliException when the directory cannot be read
     */
    static URLClassLoader loader(Path directory) {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                jars.add(file.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file has a URL", e);
        } catch (IOException e) {
            throw new CliException("cannot read the plug-in directory " + directory + ": " + e);
        }
        return new URLClassLoader(jars.toArray(URL[]::new), Plugins.class.getClassLoader());
    }
}

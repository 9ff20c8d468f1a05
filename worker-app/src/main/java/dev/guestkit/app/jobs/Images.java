package dev.guestkit.app.jobs;

import dev.guestkit.app.CliException;
import dev.guestkit.app.Surroundings;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Turns what a person wrote for images into absolute paths. */
final class Images {
    private Images() {}

    /**
     * The files that {@code given} name, each once: plain names as they are, patterns (star, question mark, brackets, braces) in the last part of
     * the path by what is there.
     *
     * @throws CliException when a pattern matches nothing
     */
    static List<Path> find(Surroundings surroundings, List<String> given) {
        Set<Path> found = new LinkedHashSet<>();
        for (String one : given) {
            Path path = surroundings.path(one);
            if (Files.exists(path) || !one.matches(".*[*?\\[{].*")) {
                found.add(path);
            } else {
                found.addAll(matching(path));
            }
        }
        return List.copyOf(found);
    }

    private static List<Path> matching(Path pattern) {
        Path directory = pattern.getParent();
        Path name = pattern.getFileName();
        if (directory == null || name == null) {
            throw new CliException("is no pattern of files: " + pattern);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> matcher.matches(file.getFileName()) && Files.isRegularFile(file))
                    .sorted()
                    .forEach(found::add);
        } catch (IOException e) {
            throw new CliException("cannot look for images in " + directory + ": " + e);
        }
        if (found.isEmpty()) {
            throw new CliException("no file matches " + pattern);
        }
        return found;
    }
}

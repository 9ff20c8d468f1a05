package dev.guestkit.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One fenced block of code in the project's documentation. */
record MarkdownCode(Path file, int line, String language, String text) {
    /** Every fenced block of this language in the README and below {@code docs}. */
    static List<MarkdownCode> all(String language) {
        Path root = projectRoot();
        return pages().stream()
                .flatMap(p -> blocks(root, p).stream())
                .filter(b -> b.language().equals(language))
                .toList();
    }

    /** The README and every page below {@code docs}. */
    static List<Path> pages() {
        Path root = projectRoot();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md")), docs)
                    .filter(p -> p.toString().endsWith(".md"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path projectRoot() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("CHANGELOG.md"))) {
            at = at.getParent();
        }
        return at;
    }

    private static List<MarkdownCode> blocks(Path root, Path file) {
        List<MarkdownCode> found = new ArrayList<>();
        List<String> lines = read(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                String language = lines.get(i).substring(3).strip();
                int end = i + 1;
                while (!lines.get(end).startsWith("```")) {
                    end++;
                }
                found.add(new MarkdownCode(
                        root.relativize(file), i + 1, language, String.join("\n", lines.subList(i + 1, end))));
                i = end;
            }
        }
        return found;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}

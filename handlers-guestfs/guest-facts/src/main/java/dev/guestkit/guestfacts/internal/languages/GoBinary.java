package dev.guestkit.guestfacts.internal.languages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.guestkit.guestfacts.LanguageFacts.LanguagePackage;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the build information of a Go program, as {@code go version -m} prints it (Go's package debug/buildinfo): a header of 32 bytes, then,
 * since Go 1.18, the version of Go and the modules as strings after their length. Older programs have addresses instead and are not read.
 */
public final class GoBinary {
    private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(ISO_8859_1);
    private static final int HEADER = 32;
    private static final int INLINE = 2;
    private static final int MOST_INFO = 4 << 20;

    /** What stands before and after the modules, each 16 bytes. */
    private static final int FENCE = 16;

    private final byte[] bytes;
    private int at;

    private GoBinary(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** The modules, the main one and Go's own library among them; none when it is no program of Go. */
    public static List<LanguagePackage> read(String path, byte[] bytes) {
        for (int at = next(bytes, 0); at >= 0; at = next(bytes, at + 1)) {
            // The linker aligns it; elsewhere it is a program that knows the magic, such as Go's own tool.
            if (at % 16 == 0 && at + HEADER < bytes.length && (bytes[at + 15] & INLINE) != 0) {
                GoBinary binary = new GoBinary(bytes, at + HEADER);
                Optional<String> go = binary.text();
                if (go.filter(v -> v.startsWith("go") || v.startsWith("devel")).isPresent()) {
                    return modules(path, go.get(), binary.text().orElse(""));
                }
            }
        }
        return List.of();
    }

    private static int next(byte[] bytes, int from) {
        for (int at = from; at <= bytes.length - MAGIC.length; at++) {
            if (bytes[at] == MAGIC[0] && bytes[at + 1] == MAGIC[1] && same(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean same(byte[] bytes, int at) {
        for (int i = 2; i < MAGIC.length; i++) {
            if (bytes[at + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /** A length in groups of seven bits, the lowest first, then as many bytes. */
    private Optional<String> text() {
        long length = 0;
        for (int shift = 0; shift < 35 && at < bytes.length; shift += 7) {
            byte b = bytes[at++];
            length |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return length > MOST_INFO || length > bytes.length - at
                        ? Optional.empty()
                        : Optional.of(take((int) length));
            }
        }
        return Optional.empty();
    }

    private String take(int length) {
        at += length;
        return new String(bytes, at - length, length, UTF_8);
    }

    private static List<LanguagePackage> modules(String path, String go, String info) {
        List<LanguagePackage> modules = new ArrayList<>();
        modules.add(make(path, "stdlib", go));
        String lines = info.length() >= 2 * FENCE ? info.substring(FENCE, info.length() - FENCE) : "";
        lines.lines().forEach(line -> {
            String[] parts = line.split("\t", -1);
            if (parts.length >= 3 && (parts[0].equals("mod") || parts[0].equals("dep"))) {
                modules.add(make(path, parts[1], parts[2]));
            } else if (parts.length >= 3 && parts[0].equals("=>") && modules.size() > 1 && !local(parts[1])) {
                modules.set(modules.size() - 1, make(path, parts[1], parts[2]));
            }
        });
        return modules;
    }

    /** A module that was taken from a folder keeps the name that it replaced. */
    private static boolean local(String path) {
        return path.startsWith("./") || path.startsWith("../") || path.startsWith("/");
    }

    private static LanguagePackage make(String path, String name, String version) {
        return new LanguagePackage(
                "golang", Text.clean(name), Text.clean(version), path, Optional.empty(), Optional.empty());
    }
}

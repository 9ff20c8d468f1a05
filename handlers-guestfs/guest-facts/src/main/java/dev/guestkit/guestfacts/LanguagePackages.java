package dev.guestkit.guestfacts;

import dev.guestkit.guestfacts.LanguageFacts.LanguagePackage;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.languages.GoBinary;
import dev.guestkit.guestfacts.internal.languages.JavaArchive;
import dev.guestkit.guestfacts.internal.languages.NodePackage;
import dev.guestkit.guestfacts.internal.languages.PythonMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the packages of programming languages among all files of a guest: Python (dist-info, egg-info), Node (node_modules), Java
 * (archives, also inside each other) and Go (programs with build information).
 */
public final class LanguagePackages {
    /** A larger file is not looked into. */
    public static final int MAX_FILE_BYTES = 128 << 20;

    /** A program of Go is not smaller than its runtime. */
    private static final int LEAST_PROGRAM = 500_000;

    private static final int MAX_TEXT = 1 << 20;

    private LanguagePackages() {}

    /** What kind of file this is, by its name, size and mode; empty for nothing that tells of a package. */
    public static Optional<Kind> kind(GuestEntry entry) {
        GuestNode node = entry.node();
        if (node.kind() != GuestNode.Kind.FILE || node.size() <= 0 || node.size() > MAX_FILE_BYTES) {
            return Optional.empty();
        }
        String path = entry.path();
        boolean text = node.size() <= MAX_TEXT;
        if (path.endsWith(".dist-info/METADATA") || path.endsWith(".egg-info/PKG-INFO") || path.endsWith(".egg-info")) {
            return text ? Optional.of(Kind.PYTHON) : Optional.empty();
        }
        if (NodePackage.isOne(path)) {
            return text ? Optional.of(Kind.NODE) : Optional.empty();
        }
        if (path.endsWith(".jar") || path.endsWith(".war") || path.endsWith(".ear")) {
            return Optional.of(Kind.JAVA);
        }
        return node.size() >= LEAST_PROGRAM && (node.mode() & 0111) != 0 && program(path)
                ? Optional.of(Kind.PROGRAM)
                : Optional.empty();
    }

    /** On file systems of Windows everything may be run: only names tell. Nothing of Windows itself is a program of Go. */
    private static boolean program(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return extension.equals(name)
                || (!name.contains(".so.") && extension.chars().allMatch(c -> c >= '0' && c <= '9'))
                || (extension.equalsIgnoreCase("exe") && !path.regionMatches(true, 0, "/windows/", 0, 9));
    }

    /** Kinds of files that tell of packages. */
    public enum Kind {
        /** The description of a Python package. */
        PYTHON,
        /** The {@code package.json} of a Node package. */
        NODE,
        /** A Java archive. */
        JAVA,
        /** A program that may be one of Go. */
        PROGRAM
    }

    /**
     * Reads what these files tell.
     *
     * @param files the guest's files, at least those of {@code found}
     * @param found files of {@link #kind}
     */
    public static Section<LanguageFacts> read(GuestFiles files, List<GuestEntry> found, FactsOptions options) {
        return Probe.section(files, options, probe -> {
            List<LanguagePackage> packages = new ArrayList<>();
            for (GuestEntry entry : found) {
                kind(entry).ifPresent(kind -> read(probe, kind, entry.path(), packages));
            }
            packages.sort(Comparator.comparing(LanguagePackage::format)
                    .thenComparing(LanguagePackage::name)
                    .thenComparing(LanguagePackage::version)
                    .thenComparing(LanguagePackage::path));
            return new LanguageFacts(packages.size(), probe.limited(packages, "packages of languages"));
        });
    }

    private static void read(Probe probe, Kind kind, String path, List<LanguagePackage> packages) {
        GuestRead read = probe.files().read(path, MAX_FILE_BYTES);
        if (read instanceof GuestRead.Refused refused) {
            probe.notes().add(path + ": " + refused.reason());
        }
        if (read instanceof GuestRead.Absent) {
            probe.notes().add(path + ": was not handed over");
        }
        read.content().ifPresent(content -> {
            try {
                switch (kind) {
                    case PYTHON -> PythonMetadata.read(path, content.bytes()).ifPresent(packages::add);
                    case NODE -> NodePackage.read(path, content.bytes()).ifPresent(packages::add);
                    case JAVA -> new JavaArchive(probe.notes(), packages::add).read(path, content.bytes());
                    case PROGRAM -> GoBinary.read(path, content.bytes()).forEach(packages::add);
                }
            } catch (GuestFactsException e) {
                probe.notes().add(path + ": " + e.getMessage());
            }
        });
    }
}

package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.ArchiveRequest;
import dev.guestkit.appliance.FileArchive;
import dev.guestkit.appliance.FileListing;
import dev.guestkit.guestfacts.FactsOptions;
import dev.guestkit.guestfacts.GuestEntry;
import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.GuestTree;
import dev.guestkit.guestfacts.LanguageFacts;
import dev.guestkit.guestfacts.LanguagePackages;
import dev.guestkit.guestfacts.MemoryTree;
import dev.guestkit.guestfacts.MountedTree;
import dev.guestkit.guestfacts.Section;
import dev.guestkit.guestfacts.TarTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The packages of programming languages of one system: the files that tell of them are copied out of the appliance, read at once, and
 * removed. Used by one thread.
 */
final class LanguageScan {
    /** Below what an inspection may copy in all. */
    private static final long MOST_BYTES = 192L << 20;

    private static final int MOST_FILES = 4_000;

    private final List<LanguageFacts.LanguagePackage> packages = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long bytes;
    private int files;

    /** Copies and reads what one file system of the guest has. */
    void copy(MountedVolume volume, String mountPoint, FileListing listing) {
        List<GuestEntry> wanted = wanted(mountPoint, listing);
        if (wanted.isEmpty()) {
            return;
        }
        String prefix = mountPoint.equals("/") ? "/" : mountPoint + "/";
        List<String> patterns = wanted.stream()
                .map(e -> Patterns.literal(e.path().substring(prefix.length())))
                .toList();
        Path file = volume.newFile();
        FileArchive archive = volume.files()
                .archive(
                        new ArchiveRequest(
                                patterns, List.of(), LanguagePackages.MAX_FILE_BYTES, 0, MOST_BYTES, MOST_FILES),
                        file);
        try (TarTree tree = TarTree.open(archive.file())) {
            GuestTree whole = tree.withOmitted(omitted(archive));
            Section<LanguageFacts> found = LanguagePackages.read(
                    GuestFiles.of(new MountedTree(
                            mountPoint.equals("/")
                                    ? Map.of("/", whole)
                                    : Map.of("/", new MemoryTree(), mountPoint, whole))),
                    wanted,
                    FactsOptions.defaults());
            found.known().ifPresent(f -> packages.addAll(f.packages()));
            found.unknownBecause().ifPresent(notes::add);
            notes.addAll(found.notes());
        } finally {
            remove(file);
        }
    }

    private static Map<String, String> omitted(FileArchive archive) {
        Map<String, String> reasons = new HashMap<>();
        archive.skipped()
                .forEach(s -> reasons.put(
                        "/" + s.path(),
                        "not copied: "
                                + s.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        return reasons;
    }

    /** Says what was not looked into. */
    void note(String note) {
        notes.add(note);
    }

    /** Small files first: each tells of a package, and few large ones would leave no room for them. */
    private List<GuestEntry> wanted(String mountPoint, FileListing listing) {
        List<GuestEntry> wanted = new ArrayList<>();
        int left = 0;
        for (GuestEntry entry : listing.entries().stream()
                .map(e -> DeepScan.entry(mountPoint, e))
                .filter(e -> LanguagePackages.kind(e).isPresent())
                .sorted(Comparator.comparingLong(e -> e.node().size()))
                .toList()) {
            if (files >= MOST_FILES || bytes + entry.node().size() > MOST_BYTES) {
                left++;
            } else {
                files++;
                bytes += entry.node().size();
                wanted.add(entry);
            }
        }
        if (left > 0) {
            notes.add(mountPoint + ": " + left
                    + " archives, programs or packages were not looked into: over the limit of " + MOST_FILES
                    + " files and " + (MOST_BYTES >> 20) + " MiB together");
        }
        return wanted;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was found, and what was not looked into. */
    Section<LanguageFacts> facts() {
        return new Section.Known<>(new LanguageFacts(packages.size(), packages), notes);
    }
}

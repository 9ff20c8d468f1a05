package dev.guestkit.worker.testkit.guest;

import dev.guestkit.appliance.ArchiveRequest;
import dev.guestkit.appliance.FileArchive;
import dev.guestkit.appliance.FileEntry;
import dev.guestkit.appliance.FileListing;
import dev.guestkit.appliance.FilesystemUsage;
import dev.guestkit.appliance.GuestFilesystem;
import dev.guestkit.appliance.ListRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A file system of a guest that is a directory of the host; archives are made by the host's tar, as the appliance makes them. */
final class TreeFilesystem implements GuestFilesystem {
    private final Path root;
    private final String device;
    private final String subvolume;
    private final String type;

    TreeFilesystem(Path root, String device, String subvolume, String type) {
        this.root = root;
        this.device = device;
        this.subvolume = subvolume;
        this.type = type;
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public String subvolume() {
        return subvolume;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public FilesystemUsage usage() {
        return new FilesystemUsage(1_000_000, 400_000, 300_000, 1_000, 900);
    }

    @Override
    public FileArchive archive(ArchiveRequest request, Path target) {
        Set<String> names = new LinkedHashSet<>();
        List<FileArchive.Skipped> skipped = new ArrayList<>();
        add(request.patterns(), request.maxFileBytes(), names, skipped);
        add(request.largePatterns(), request.maxLargeBytes(), names, skipped);
        tar(names, target);
        return new FileArchive(target, size(target), names.size(), skipped, false);
    }

    private void add(List<String> patterns, long limit, Set<String> names, List<FileArchive.Skipped> skipped) {
        for (String pattern : patterns) {
            for (Path file : matching(pattern)) {
                String name = root.relativize(file).toString();
                long size = size(file);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && size > limit) {
                    skipped.add(new FileArchive.Skipped(name, FileArchive.Reason.TOO_BIG, size));
                } else {
                    names.add(name);
                }
            }
        }
    }

    private void tar(Set<String> names, Path target) {
        try {
            Process tar = new ProcessBuilder(
                            "tar",
                            "-C",
                            root.toString(),
                            "--no-recursion",
                            "--null",
                            "-T",
                            "-",
                            "-cf",
                            target.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var in = tar.getOutputStream()) {
                for (String name : names) {
                    in.write((name + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
            }
            if (tar.waitFor() != 0) {
                throw new IllegalStateException("tar of " + root + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<Path> matching(String pattern) {
        if (pattern.endsWith("/**")) {
            Path folder = root.resolve(pattern.substring(0, pattern.length() - 3));
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) ? walk(folder, Integer.MAX_VALUE) : List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return walk(root, pattern.split("/").length).stream()
                .filter(p -> matcher.matches(root.relativize(p)))
                .toList();
    }

    private static List<Path> walk(Path folder, int depth) {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            return all.filter(p -> !p.equals(folder)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<FileEntry> stat(List<String> paths) {
        return paths.stream()
                .map(root::resolve)
                .filter(p -> Files.exists(p, LinkOption.NOFOLLOW_LINKS))
                .map(this::entry)
                .toList();
    }

    @Override
    public FileListing list(ListRequest request) {
        Path folder = root.resolve(request.path());
        List<Path> all = Files.isDirectory(folder) ? walk(folder, request.maxDepth()) : List.of();
        return new FileListing(
                all.stream().map(this::entry).filter(e -> wanted(e, request)).toList(), false);
    }

    private static boolean wanted(FileEntry e, ListRequest request) {
        if (request.onlyPermissions() == 0
                && request.onlyLargerThan() < 0
                && request.onlyNames().isEmpty()) {
            return true;
        }
        String name = e.path().substring(e.path().lastIndexOf('/') + 1);
        boolean named = Stream.of(request.onlyNames().split("\\|"))
                .anyMatch(p ->
                        FileSystems.getDefault().getPathMatcher("glob:" + p).matches(Path.of(name)));
        boolean link = e.type() == FileEntry.Type.SYMLINK;
        return named
                || (!link && (e.mode() & request.onlyPermissions()) != 0)
                || (request.onlyLargerThan() >= 0
                        && e.type() == FileEntry.Type.FILE
                        && e.sizeBytes() > request.onlyLargerThan());
    }

    private FileEntry entry(Path file) {
        try {
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
            FileEntry.Type type = a.isRegularFile()
                    ? FileEntry.Type.FILE
                    : a.isDirectory()
                            ? FileEntry.Type.DIRECTORY
                            : a.isSymbolicLink() ? FileEntry.Type.SYMLINK : FileEntry.Type.OTHER;
            String target = a.isSymbolicLink() ? Files.readSymbolicLink(file).toString() : "";
            return new FileEntry(
                    root.relativize(file).toString(),
                    type,
                    mode,
                    0,
                    0,
                    a.size(),
                    a.lastModifiedTime().toInstant(),
                    target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // a link to nothing
        }
    }

    @Override
    public void close() {}
}

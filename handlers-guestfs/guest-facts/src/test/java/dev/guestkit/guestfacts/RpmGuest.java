package dev.guestkit.guestfacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes genuine rpm databases with rpmbuild and rpm, without root. */
final class RpmGuest {
    private static final String QUERY =
            "%{NAME}|%{EPOCH}|%{VERSION}|%{RELEASE}|%{ARCH}|%{SOURCERPM}|%{SIZE}|%{SUMMARY}\\n";

    private RpmGuest() {}

    /** A database below {@code root} with {@code count} packages, some with an epoch, one with a very long summary. */
    static Path make(Path root, String backend, int count) throws IOException {
        Path db = Files.createDirectories(root.resolve("var/lib/rpm"));
        Path work = Files.createTempDirectory(root, "rpmbuild");
        StringBuilder spec = new StringBuilder("Name: base\nVersion: 1.0\nRelease: 1.el9\nSummary: Base\nLicense: MIT\n"
                + "BuildArch: noarch\n%description\nBase.\n%files\n");
        for (int i = 1; i < count; i++) {
            String summary = i == 7 ? "long ".repeat(700) + "end" : "Part " + i + " of the tëst";
            spec.append("%package -n part")
                    .append(i)
                    .append("\nSummary: ")
                    .append(summary)
                    .append('\n');
            spec.append(i % 3 == 0 ? "Epoch: " + i % 2 + "\n" : "")
                    .append("Version: ")
                    .append(i)
                    .append(".2~rc1\n");
            spec.append("%description -n part")
                    .append(i)
                    .append("\n")
                    .append("Text. ".repeat(i == 9 ? 30_000 : 20 * i))
                    .append('\n');
            spec.append("%files -n part").append(i).append('\n');
        }
        Files.writeString(work.resolve("base.spec"), spec);
        Tools.run(
                work,
                "rpmbuild",
                "-bb",
                "--quiet",
                "--define",
                "_topdir " + work,
                "--define",
                "_binary_payload w0.gzdio",
                "base.spec");
        rpm(db, backend, List.of("--initdb"));
        List<String> install = new ArrayList<>(
                List.of("-i", "--justdb", "--nodeps", "--noscripts", "--nosignature", "--ignorearch", "--ignoreos"));
        try (var files = Files.walk(work)) {
            files.map(Path::toString).filter(f -> f.endsWith(".rpm")).forEach(install::add);
        }
        rpm(db, backend, install);
        return db;
    }

    static String rpm(Path db, String backend, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of("rpm", "--define", "_db_backend " + backend, "--dbpath", db.toString()));
        command.addAll(arguments);
        return Tools.run(db, command);
    }

    static List<String> query(Path db, String backend) {
        return rpm(db, backend, List.of("-qa", "--qf", QUERY)).lines().sorted().toList();
    }

    /** Our packages in the form of {@link #query}. */
    static List<String> lines(PackageFacts facts) {
        return facts.packages().stream()
                .map(p -> String.join(
                        "|",
                        p.name(),
                        p.epoch().map(String::valueOf).orElse("(none)"),
                        p.version(),
                        p.release().orElse("(none)"),
                        p.arch().orElse("(none)"),
                        p.source().orElse("(none)"),
                        p.installedBytes().map(String::valueOf).orElse("(none)"),
                        p.summary().orElse("(none)")))
                .sorted()
                .toList();
    }
}

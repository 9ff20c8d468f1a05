package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Java processes that begin quickly, for tests that need many: their classes lie in jars, and in an archive that is mapped. */
final class ChildJvm {
    private final String classPath;
    private final Path archive;

    private ChildJvm(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** Makes the archive of what {@code program} needs, which is run with these arguments once and must end. */
    static ChildJvm of(Path scratch, Class<?> program, String... arguments) throws IOException, InterruptedException {
        ChildJvm jvm = new ChildJvm(jars(scratch), scratch.resolve("classes.jsa"));
        Process first = jvm.builder("-XX:ArchiveClassesAtExit=" + jvm.archive, program, arguments)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("archiving").toFile())
                .start();
        int end = first.waitFor();
        assertThat(end).as(Files.readString(scratch.resolve("archiving"))).isZero();
        return jvm;
    }

    ProcessBuilder builder(Class<?> program, String... arguments) {
        return builder("-XX:SharedArchiveFile=" + archive, program, arguments);
    }

    private ProcessBuilder builder(String sharing, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Xlog:cds=off,cds+dynamic=off",
                sharing,
                "-cp",
                classPath,
                program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** The class path with a jar for each directory, because an archive takes nothing else; without logging, which is slow. */
    private static String jars(Path scratch) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(part);
            if (Files.isDirectory(path)) {
                Path jar = scratch.resolve("classes-" + parts.size() + ".jar");
                pack(path, jar);
                parts.add(jar.toString());
            } else if (Files.exists(path) && !part.contains("logback")) {
                parts.add(part);
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    private static void pack(Path directory, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new JarEntry(directory.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }
}

package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the distribution has to provide, looked up in the places of Debian and Fedora. */
public final class HostTools {
    private static final Pattern VERSION = Pattern.compile("libguestfs-(\\d[\\d.]*)\\.jar");

    private final Optional<Path> jar;
    private final Optional<Path> library;
    private final Optional<Path> qemu;
    private final int javaFeature;

    private HostTools(Optional<Path> jar, Optional<Path> library, Optional<Path> qemu, int javaFeature) {
        this.jar = jar;
        this.library = library;
        this.qemu = qemu;
        this.javaFeature = javaFeature;
    }

    /** Looks them up. */
    public static HostTools find(EngineSettings settings) {
        return new HostTools(
                newest(Path.of("/usr/share/java"), "libguestfs-*.jar")
                        .or(() -> newest(Path.of("/usr/lib/java"), "libguestfs-*.jar")),
                nativeFolder(),
                onPath("qemu-system-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64"))
                        .or(() -> onPath("qemu-kvm")),
                feature(settings.java()));
    }

    /** What is missing, each with what to install. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (jar.isEmpty() || library.isEmpty()) {
            problems.add("the libguestfs binding for Java is missing (Debian: apt-get install libguestfs-java)");
        }
        if (qemu.isEmpty()) {
            problems.add("qemu is missing (Debian: apt-get install libguestfs-tools qemu-system-x86)");
        }
        if (onPath("qemu-img").isEmpty()) {
            problems.add("qemu-img is missing (Debian: apt-get install qemu-utils)");
        }
        if (javaFeature == 0) {
            problems.add("the java configured for the child process cannot be found");
        }
        return problems;
    }

    /** Throws when something is missing. */
    public void require() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, String.join("; ", problems));
        }
    }

    /** Version of libguestfs by the name of its jar, empty when not known. */
    public String version() {
        return jar.map(path -> VERSION.matcher(path.getFileName().toString()))
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .orElse("");
    }

    /** The emulator, absent when there is none. */
    public Optional<Path> qemu() {
        return qemu;
    }

    Path jar() {
        return jar.orElseThrow(() -> new ApplianceException(Kind.APPLIANCE_FAILED, "no libguestfs jar"));
    }

    /** Options that the child's JVM needs for native code; only Debian's finds the library by itself. */
    List<String> nativeOptions() {
        List<String> options = new ArrayList<>();
        library.ifPresent(folder -> options.add("-Djava.library.path=" + folder));
        if (javaFeature >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }

    private static Optional<Path> nativeFolder() {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> multiarch = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
            multiarch.forEach(folder -> folders.add(folder.resolve("jni")));
        } catch (IOException notThere) {
            // Other distributions have other places.
        }
        folders.addAll(List.of(Path.of("/usr/lib/jni"), Path.of("/usr/lib64"), Path.of("/usr/lib64/jni")));
        return folders.stream()
                .filter(folder -> Files.exists(folder.resolve("libguestfs_jni.so")))
                .findFirst();
    }

    private static Optional<Path> newest(Path folder, String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, glob)) {
            all.forEach(found::add);
        } catch (IOException notThere) {
            return Optional.empty();
        }
        return found.stream()
                .filter(path -> VERSION.matcher(path.getFileName().toString()).matches())
                .max(java.util.Comparator.naturalOrder());
    }

    static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        for (String folder : path.split(":", -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    // The file `release` of a JDK or JRE has its version; running java to ask would cost as much as a child.
    private static int feature(Path java) {
        if (java.equals(Path.of(System.getProperty("java.home"), "bin", "java"))) {
            return Files.isExecutable(java) ? Runtime.version().feature() : 0;
        }
        try {
            Path release = java.toRealPath().resolve("../../release").normalize();
            Matcher version = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"").matcher(Files.readString(release));
            return version.find() ? Runtime.Version.parse(version.group(1)).feature() : 17;
        } catch (IOException | IllegalArgumentException unknown) {
            return Files.isExecutable(java) ? 17 : 0;
        }
    }
}

package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.EngineProbe.Finding;
import dev.guestkit.appliance.EngineProbe.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the distribution has to provide, looked up in the places of Debian and Fedora. */
public final class HostTools {
    private static final Pattern VERSION = Pattern.compile("libguestfs-(\\d[\\d.]*)\\.jar");

    private final Host host;
    private final Path java;
    private final Optional<Path> jar;
    private final Optional<Path> library;
    private final int javaFeature;

    HostTools(Host host, Path java) {
        this.host = host;
        this.java = java;
        this.jar = Stream.of("/usr/lib/java", "/usr/share/java")
                .flatMap(folder -> host.matching(folder, "libguestfs-*.jar").stream())
                .filter(path -> VERSION.matcher(name(path)).matches())
                .reduce((older, newer) -> newer);
        this.library = nativeFolder(host);
        this.javaFeature = feature(java);
    }

    /** Looks them up. */
    public static HostTools find(EngineSettings settings) {
        return new HostTools(Host.here(), settings.java());
    }

    /** What is there and what is missing, each with what to install. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(there("libguestfs for Java", jar, "no libguestfs jar in /usr/share/java", "libguestfs-java"));
        findings.add(there("libguestfs binding", library, "no libguestfs_jni.so", "libguestfs-java"));
        findings.add(there(
                "qemu",
                host.qemu(),
                "no qemu-system-" + host.architecture() + " on the PATH",
                host.architecture().equals("x86_64") ? "qemu-system-x86" : "qemu-system-arm"));
        findings.add(there("qemu-img", host.program("qemu-img"), "not on the PATH", "qemu-utils"));
        if (host.fixedAppliance().isEmpty()) {
            findings.add(there("supermin", host.program("supermin"), "not on the PATH", "libguestfs-tools"));
            findings.add(kernel());
        }
        if (javaFeature == 0) {
            findings.add(Finding.broken(
                    "java of the child process",
                    java + " cannot be run",
                    "name another in LibguestfsEngine.builder().java(…), or install a Java runtime there"));
        }
        return findings;
    }

    private static Finding there(String subject, Optional<Path> found, String missing, String pack) {
        return found.map(path -> Finding.ok(subject, path.toString()))
                .orElseGet(() -> Finding.broken(subject, missing, "Debian: apt-get install " + pack));
    }

    private Finding kernel() {
        String subject = "kernel";
        String pack = "Debian: apt-get install linux-image-cloud-amd64, Ubuntu: linux-image-virtual";
        List<Path> kernels = host.kernels();
        if (kernels.isEmpty()) {
            return Finding.broken(
                    subject, "no /boot/vmlinuz-*: the appliance is built from it, in containers too", pack);
        }
        List<Path> complete = kernels.stream()
                .filter(kernel -> Files.isDirectory(host.modules(kernel)))
                .toList();
        if (complete.isEmpty()) {
            return Finding.broken(subject, "none in /boot has its modules in /lib/modules", pack);
        }
        return complete.stream()
                .filter(Files::isReadable)
                .reduce((older, newer) -> newer)
                .map(kernel -> Finding.ok(subject, kernel.toString()))
                .orElseGet(() -> Finding.broken(
                        subject,
                        complete.get(0) + " cannot be read by this user",
                        "as root: dpkg-statoverride --update --add root root 0644 " + complete.get(0)));
    }

    /** Throws when something is missing. */
    public void require() {
        String missing = findings().stream()
                .filter(f -> f.verdict() == Verdict.BROKEN)
                .map(f -> f.subject() + ": " + f.detail() + " (" + f.fix() + ")")
                .collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, missing);
        }
    }

    /** Version of libguestfs by the name of its jar, empty when not known. */
    public String version() {
        return jar.map(path -> VERSION.matcher(name(path)))
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .orElse("");
    }

    /** The emulator that libguestfs will start, absent when there is none. */
    public Optional<Path> qemu() {
        return Optional.ofNullable(System.getenv("LIBGUESTFS_HV")).map(Path::of).or(host::qemu);
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

    private static Optional<Path> nativeFolder(Host host) {
        Stream<Path> multiarch =
                host.matching("/usr/lib", "*-linux-gnu*").stream().map(folder -> folder.resolve("jni"));
        Stream<Path> others =
                Stream.of("/usr/lib/jni", "/usr/lib64", "/usr/lib64/jni").map(host::at);
        return Stream.concat(multiarch, others)
                .filter(folder -> Files.exists(folder.resolve("libguestfs_jni.so")))
                .findFirst();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
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

package dev.guestkit.app.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What libguestfs needs. */
final class GuestfsChecks {
    private final Host host;

    GuestfsChecks(Host host) {
        this.host = host;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(jar());
        findings.add(binding());
        findings.add(program("qemu-img", "qemu-utils"));
        findings.add(program("supermin", "libguestfs-tools"));
        findings.add(qemu());
        findings.add(kernel());
        findings.add(modules());
        return findings;
    }

    private Finding jar() {
        return host.matching("/usr/share/java", "libguestfs*.jar").stream()
                .findFirst()
                .map(jar -> Finding.ok("libguestfs for Java", jar.toString()))
                .orElseGet(() -> Finding.broken(
                        "libguestfs for Java",
                        "no libguestfs jar in /usr/share/java",
                        "apt-get install libguestfs-java"));
    }

    private Finding binding() {
        String library = "libguestfs_jni.so";
        List<String> directories = List.of(
                "/usr/lib/" + host.machine() + "-linux-gnu/jni", "/usr/lib/jni", "/usr/lib64/jni", "/usr/lib64");
        return directories.stream()
                .flatMap(d -> host.matching(d, library + "*").stream())
                .findFirst()
                .map(file -> Finding.ok("libguestfs binding", file.toString()))
                .orElseGet(() -> Finding.broken(
                        "libguestfs binding",
                        "no " + library + " in " + String.join(", ", directories),
                        "apt-get install libguestfs-java"));
    }

    private Finding program(String name, String pack) {
        return host.program(name)
                .map(file -> Finding.ok(name, file.toString()))
                .orElseGet(() -> Finding.broken(name, "not on the PATH", "apt-get install " + pack));
    }

    private Finding qemu() {
        String name = "qemu-system-" + host.machine();
        String pack = host.machine().equals("x86_64") ? "qemu-system-x86" : "qemu-system-arm";
        Optional<Path> found = host.program(name).or(() -> host.program("kvm"));
        return found.map(file -> Finding.ok("qemu", file.toString()))
                .orElseGet(() -> Finding.broken("qemu", "no " + name + " on the PATH", "apt-get install " + pack));
    }

    private Finding kernel() {
        List<Path> kernels = host.matching("/boot", "vmlinuz-*");
        if (kernels.isEmpty()) {
            return Finding.broken(
                    "kernel",
                    "no /boot/vmlinuz-*: the appliance is built from it, in containers too",
                    "apt-get install linux-image-cloud-amd64 (or linux-image-generic on Ubuntu)");
        }
        return kernels.stream()
                .filter(Files::isReadable)
                .reduce((a, b) -> b)
                .map(file -> Finding.ok("kernel", file.toString()))
                .orElseGet(() -> Finding.broken(
                        "kernel",
                        kernels.get(0) + " cannot be read by this user",
                        "dpkg-statoverride --update --add root root 0644 " + kernels.get(0)));
    }

    private Finding modules() {
        for (Path kernel : host.matching("/boot", "vmlinuz-*")) {
            String version = kernel.getFileName().toString().substring("vmlinuz-".length());
            if (Files.isDirectory(host.at("/lib/modules/" + version))) {
                return Finding.ok(
                        "kernel modules", host.at("/lib/modules/" + version).toString());
            }
        }
        return Finding.broken(
                "kernel modules",
                "no /lib/modules directory for a kernel in /boot",
                "apt-get install --reinstall linux-image-cloud-amd64");
    }
}

package dev.guestkit.appliance.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Boots the host's kernel with KVM until it finds no root and gives up, which takes a second. A broken KVM stops the machine or lets it turn in
 * circles, and libguestfs would wait for its whole time limit.
 */
final class KvmProbe {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private KvmProbe() {}

    /** Why KVM does not work; empty when it does, or when there is nothing to boot. */
    static Optional<String> failure(Path qemu) throws InterruptedException {
        Host host = Host.here();
        Optional<Path> kernel = host.kernel();
        if (kernel.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(
                qemu.toString(),
                "-no-user-config",
                "-nodefaults",
                "-display",
                "none",
                "-no-reboot",
                "-accel",
                "kvm",
                "-cpu"));
        boolean intel = host.architecture().equals("x86_64");
        command.addAll(List.of(
                "host",
                "-machine",
                intel ? "pc" : "virt",
                "-m",
                "256",
                "-serial",
                "null",
                "-kernel",
                kernel.get().toString(),
                "-append",
                "panic=-1 console=" + (intel ? "ttyS0" : "ttyAMA0")));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Optional.of("a kernel does not boot with it");
                }
                return process.exitValue() == 0
                        ? Optional.empty()
                        : Optional.of("qemu ends with status " + process.exitValue());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }
}

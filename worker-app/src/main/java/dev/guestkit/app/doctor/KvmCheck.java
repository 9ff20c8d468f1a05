package dev.guestkit.app.doctor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether virtual machines run on the processor or are emulated. A device that is there says little: it is tried. */
final class KvmCheck {
    private static final String SUBJECT = "KVM";
    private static final String EMULATED = "; machines are emulated, an inspection takes about 20 s instead of 5";

    private final Host host;

    KvmCheck(Host host) {
        this.host = host;
    }

    Finding look() {
        Path device = host.at("/dev/kvm");
        if (!Files.exists(device)) {
            return Finding.slow(
                    SUBJECT,
                    "no /dev/kvm" + EMULATED,
                    "load the module kvm_intel or kvm_amd, or switch nested virtualisation on");
        }
        if (!Files.isReadable(device) || !Files.isWritable(device)) {
            return Finding.slow(
                    SUBJECT,
                    "/dev/kvm cannot be used by this user" + EMULATED,
                    "usermod -aG kvm $USER, then log in again");
        }
        Optional<Path> qemu = host.program("qemu-system-" + host.machine()).or(() -> host.program("kvm"));
        return qemu.map(this::tried).orElseGet(() -> Finding.unknown(SUBJECT, "not tried: there is no qemu"));
    }

    private Finding tried(Path qemu) {
        try {
            Process process = new ProcessBuilder(List.of(
                            qemu.toString(),
                            "-accel",
                            "kvm",
                            "-machine",
                            host.machine().equals("x86_64") ? "q35" : "virt",
                            "-nodefaults",
                            "-display",
                            "none",
                            "-m",
                            "64",
                            "-monitor",
                            "stdio"))
                    .redirectErrorStream(true)
                    .start();
            try {
                return judged(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Finding.unknown(SUBJECT, "not tried: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.unknown(SUBJECT, "not tried: interrupted");
        }
    }

    private static Finding judged(Process process) throws IOException, InterruptedException {
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> read(process));
        // A broken KVM takes the processor down within its first instructions.
        boolean ended = process.waitFor(1500, TimeUnit.MILLISECONDS);
        if (!ended) {
            try (OutputStream monitor = process.getOutputStream()) {
                monitor.write("info status\nquit\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        String text = text(said);
        if (!ended && text.contains("VM status: running")) {
            return Finding.ok(SUBJECT, "a machine runs with it");
        }
        return Finding.slow(
                SUBJECT,
                "/dev/kvm is there, but a machine does not run with it" + EMULATED + lastLine(text),
                "if this is a virtual machine itself, its host must allow nested virtualisation");
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readNBytes(1 << 16), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String text(CompletableFuture<String> said) throws InterruptedException {
        try {
            return said.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    private static String lastLine(String text) {
        String last = text.strip().lines().reduce((a, b) -> b).orElse("");
        return last.isEmpty() ? "" : " (qemu: " + last + ")";
    }
}

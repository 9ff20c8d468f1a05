package dev.guestkit.app.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final Duration PATIENCE = Duration.ofSeconds(6);

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
        Optional<Path> kernel = host.matching("/boot", "vmlinuz-*").stream()
                .filter(Files::isReadable)
                .findFirst();
        if (qemu.isEmpty() || kernel.isEmpty()) {
            return Finding.unknown(SUBJECT, "not tried: that takes qemu and a kernel");
        }
        return tried(qemu.get(), kernel.get());
    }

    private Finding tried(Path qemu, Path kernel) {
        boolean intel = host.machine().equals("x86_64");
        List<String> command = List.of(
                qemu.toString(),
                "-accel",
                "kvm",
                "-cpu",
                "host",
                "-machine",
                intel ? "q35" : "virt",
                "-m",
                "256",
                "-nodefaults",
                "-display",
                "none",
                "-no-reboot",
                "-serial",
                "stdio",
                "-kernel",
                kernel.toString(),
                "-append",
                "panic=-1 console=" + (intel ? "ttyS0" : "ttyAMA0"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
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

    /** The kernel's first words are enough; where KVM is broken it dies or hangs before them. */
    private static Finding judged(Process process) throws InterruptedException {
        CompletableFuture<Optional<String>> spoken = CompletableFuture.supplyAsync(() -> firstWords(process));
        try {
            Optional<String> error = spoken.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return error.map(KvmCheck::failed).orElseGet(() -> Finding.ok(SUBJECT, "a kernel starts with it"));
        } catch (ExecutionException | TimeoutException e) {
            return failed("no kernel started within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static Finding failed(String why) {
        return Finding.slow(
                SUBJECT,
                "/dev/kvm is there but does not work: " + why + EMULATED,
                "if this is a virtual machine itself, its host must allow nested virtualisation");
    }

    /** Empty when the kernel spoke, else the last line that qemu said before it ended. */
    private static Optional<String> firstWords(Process process) {
        String last = "qemu ended without a word";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("Linux version")) {
                    return Optional.empty();
                }
                last = line.isBlank() ? last : line.strip();
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return Optional.of(last);
    }
}

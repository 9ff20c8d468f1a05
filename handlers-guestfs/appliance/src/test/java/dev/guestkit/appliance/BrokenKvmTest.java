package dev.guestkit.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A KVM that is present and does not work: qemu is a script that fails where a broken one fails, and is the real one otherwise. */
class BrokenKvmTest {
    /** A machine that wants KVM, told from questions about what qemu can do by its kernel. */
    private static final String BREAKS_WHAT_BOOTS =
            "case \"$*\" in *accel=kvm*-kernel* | *'-accel kvm'*-kernel*) echo 'KVM internal error' >&2; exit 1;; esac";

    /** The probe's short boot goes well, and the first machine with a disk does not. */
    private static final String BREAKS_THE_FIRST_WITH_A_DISK =
            "case \"$*\" in *'-accel kvm'*-kernel*) exit 0;; *-drive*-kernel* | *-kernel*-drive*)"
                    + " [ -e $here/broke ] || { : > $here/broke; echo 'KVM internal error' >&2; exit 1; };; esac";

    @TempDir
    Path home;

    @Test
    void isFoundOutBeforeTheFirstMachineOnceAndRemembered() throws Exception {
        List<String> said = run(BREAKS_WHAT_BOOTS, "first", "again");

        assertThat(said)
                .filteredOn(line -> line.contains("KVM is present but does not work"))
                .hasSize(1);
        assertThat(said).contains("first: a machine, KVM was not known", "again: a machine, KVM was known");
        assertThat(Files.readAllLines(home.resolve("log")))
                .filteredOn(line -> line.contains("-kernel"))
                .satisfiesExactly(
                        probe -> assertThat(probe).contains("-accel kvm"),
                        first -> assertThat(first).doesNotContain("accel=kvm"),
                        second -> assertThat(second).doesNotContain("accel=kvm"));
    }

    @Test
    void machineThatFailsWithItStartsAgainWithoutIt() throws Exception {
        List<String> said = run(BREAKS_THE_FIRST_WITH_A_DISK, "ready");

        assertThat(said)
                .filteredOn(line -> line.contains("KVM is present but does not work"))
                .hasSize(1);
        assertThat(said).contains("ready: tcg, disks 1");
        assertThat(home.resolve("cache/kvm")).content().endsWith(" broken\n");
        assertThat(home.resolve("run")).isEmptyDirectory();
    }

    private List<String> run(String defect, String... steps) throws Exception {
        Path real = Path.of("/usr/bin/qemu-system-x86_64");
        // No path of this run in it and always the same age: libguestfs remembers each emulator that it has asked.
        Path script = Files.writeString(
                home.resolve("qemu"),
                "#!/bin/sh\nhere=${0%/*}\necho \"$*\" >> $here/log\n" + defect + "\nexec " + real + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(script, FileTime.from(Instant.EPOCH));
        Files.createFile(home.resolve("device"));
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Program.class.getName(),
                home.toString());
        program.command().addAll(List.of(steps));
        program.environment().put("LIBGUESTFS_HV", script.toString());
        Process process = program.redirectErrorStream(true).start();
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as("%s", said).isZero();
        return said;
    }

    /** A worker in small; each step is an engine of its own, as after a new start. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Path home = Path.of(arguments[0]);
            for (String step : List.of(arguments).subList(1, arguments.length)) {
                try (VettedImage image = IntakeGate.builder()
                                .allowRoot(Fixtures.root())
                                .build()
                                .admit(ImageRequest.of(Fixtures.image("debian-gpt-ext4.qcow2")
                                                .toString())
                                        .withFormat("qcow2"));
                        LibguestfsEngine engine = LibguestfsEngine.builder()
                                .runtimeDirectory(home.resolve("run"))
                                .cacheDirectory(home.resolve("cache"))
                                .kvmDevice(home.resolve("device"))
                                .build()) {
                    System.out.println(step + ": " + did(step, engine, image, home.resolve("log")));
                }
            }
        }

        private static String did(String step, LibguestfsEngine engine, VettedImage image, Path log) throws Exception {
            long before = machines(log);
            String known = Files.exists(log.resolveSibling("cache/kvm")) ? "known" : "not known";
            Appliance machine = engine.open(List.of(image));
            if (step.equals("ready")) {
                return machine.awaitReady().accelerator() + ", disks "
                        + machine.storage().disks().size();
            }
            while (machines(log) == before) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            return "a machine, KVM was " + known;
        }

        private static long machines(Path log) throws IOException {
            return !Files.exists(log)
                    ? 0
                    : Files.readAllLines(log).stream()
                            .filter(line -> line.contains("-kernel") && line.contains("-drive"))
                            .count();
        }
    }
}

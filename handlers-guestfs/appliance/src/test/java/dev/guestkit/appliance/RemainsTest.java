package dev.guestkit.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.appliance.ApplianceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a machine ends, nothing of it stays: no process, no folder. */
class RemainsTest {
    private static final Duration ALLOWED = Duration.ofSeconds(5);

    private Path runtime = Path.of("/nowhere");

    @BeforeEach
    void folder() throws IOException {
        // Short, because sockets lie below it.
        runtime = Files.createTempDirectory("gkt");
    }

    @AfterEach
    void remove() throws IOException {
        Files.delete(runtime);
    }

    @Test
    void killedParentLeavesNothingOfARunningMachine() throws Exception {
        Process parent = parent("ready");
        assertThat(parent.inputReader().readLine()).isEqualTo("READY");
        assertThat(commandLines()).anyMatch(line -> line.contains("qemu-system"));
        assertThat(parent.descendants().filter(RemainsTest::isQemu))
                .isNotEmpty()
                .allSatisfy(qemu -> assertThat(Path.of("/proc", Long.toString(qemu.pid()), "status"))
                        .content()
                        .as("qemu's own sandbox")
                        .contains("Seccomp:\t2"));
        parent.destroyForcibly().waitFor();
        awaitNothing();
    }

    @Test
    void killedParentLeavesNothingOfALaunch() throws Exception {
        Process parent = parent("launching");
        assertThat(parent.inputReader().readLine()).isEqualTo("LAUNCHING");
        awaitQemu();
        parent.destroyForcibly().waitFor();
        awaitNothing();
    }

    @Test
    void cancelDuringLaunchEndsItAndLeavesNothing() throws Exception {
        try (VettedImage image = image();
                LibguestfsEngine engine = engine(Duration.ofMinutes(3))) {
            Appliance appliance = engine.open(List.of(image));
            awaitQemu();
            appliance.kill("the user asked");
            assertThatThrownBy(appliance::awaitReady)
                    .hasMessageContaining("the user asked")
                    .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                    .extracting(ApplianceException::kind)
                    .isEqualTo(Kind.CANCELLED);
            appliance.close();
            awaitNothing();
        }
    }

    @Test
    void launchThatTakesTooLongIsKilledAndLeavesNothing() throws Exception {
        try (VettedImage image = image();
                LibguestfsEngine engine = engine(Duration.ofSeconds(2))) {
            Appliance appliance = engine.open(List.of(image));
            assertThatThrownBy(appliance::awaitReady)
                    .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                    .extracting(ApplianceException::kind)
                    .isEqualTo(Kind.TIMEOUT);
            appliance.close();
            awaitNothing();
        }
    }

    @Test
    void folderOfADeadProcessIsRemovedAtTheNextStart() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).substring(0, 6);
        String namespace =
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
        String name = String.join(
                "-",
                "gk",
                boot,
                Long.toString(Long.parseLong(namespace), 36),
                Long.toString(dead.pid(), 36),
                "abc",
                "x");
        Path left = Files.createDirectories(runtime.resolve(name).resolve("inside"));
        Path foreign = Files.createDirectory(runtime.resolve("gk-" + boot + "-1-" + dead.pid() + "-abc-x"));
        LibguestfsEngine next = engine(Duration.ofSeconds(1));
        next.close();
        assertThat(left).doesNotExist();
        assertThat(foreign)
                .as("a process of another namespace cannot be seen from here")
                .exists();
        Files.delete(foreign);
    }

    private LibguestfsEngine engine(Duration launchTimeout) {
        return LibguestfsEngine.builder()
                .runtimeDirectory(runtime)
                .tryKvm(false)
                .launchTimeout(launchTimeout)
                .build();
    }

    private static VettedImage image() {
        Path image = Fixtures.image("debian-gpt-ext4.qcow2");
        return IntakeGate.builder()
                .allowRoot(Fixtures.root())
                .build()
                .admit(ImageRequest.of(image.toString()).withFormat("qcow2"));
    }

    private Process parent(String until) throws IOException {
        Fixtures.image("debian-gpt-ext4.qcow2");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ParentProgram.class.getName(),
                        runtime.toString(),
                        until)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A worker in small. */
    static final class ParentProgram {
        private ParentProgram() {}

        public static void main(String[] arguments) throws InterruptedException {
            LibguestfsEngine engine = LibguestfsEngine.builder()
                    .runtimeDirectory(Path.of(arguments[0]))
                    .tryKvm(false)
                    .build();
            Appliance appliance = engine.open(List.of(image()));
            if (arguments[1].equals("ready")) {
                appliance.awaitReady();
                System.out.println("READY");
            } else {
                System.out.println("LAUNCHING");
            }
            new CountDownLatch(1).await();
        }
    }

    private void awaitQemu() throws Exception {
        await(Duration.ofSeconds(60), () -> commandLines().stream().anyMatch(line -> line.contains("qemu-system")));
    }

    private void awaitNothing() throws Exception {
        await(ALLOWED, () -> commandLines().isEmpty() && entries().isEmpty());
        assertThat(commandLines()).isEmpty();
        assertThat(entries()).isEmpty();
    }

    private static void await(Duration limit, Condition condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds() && System.nanoTime() < end) {
            new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
        }
    }

    /** Something to wait for. */
    interface Condition {
        boolean holds() throws IOException;
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.list(runtime)) {
            return all.toList();
        }
    }

    private static boolean isQemu(ProcessHandle process) {
        return process.info().command().orElse("").contains("qemu-system");
    }

    /** What the kernel says about processes that work below our folder. */
    private List<String> commandLines() {
        List<String> found = new ArrayList<>();
        ProcessHandle.allProcesses().forEach(process -> {
            try {
                byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
                String text = new String(line, StandardCharsets.UTF_8).replace('\0', ' ');
                if (text.contains(runtime + "/")) {
                    found.add(text);
                }
            } catch (IOException gone) {
                // between the list and the look
            }
        });
        return found;
    }
}

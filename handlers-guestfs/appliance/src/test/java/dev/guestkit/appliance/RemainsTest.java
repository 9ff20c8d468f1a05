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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(
            value = Tier.class,
            names = {"CLONE", "STOCK"})
    void killedParentLeavesNothingOfARunningMachine(Tier tier) throws Exception {
        Process parent = parent("ready", tier);
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
        Process parent = parent("launching", Tier.STOCK);
        assertThat(parent.inputReader().readLine()).isEqualTo("LAUNCHING");
        awaitQemu();
        parent.destroyForcibly().waitFor();
        awaitNothing();
    }

    @Test
    @Tag("many-machines")
    void manyClonesLeaveNoMoreThanFew() throws Exception {
        int count = Boolean.getBoolean("guestkit.test.full") ? 500 : 50;
        try (VettedImage image = image();
                LibguestfsEngine engine = builder(Tier.CLONE).build()) {
            List<Integer> few = List.of();
            for (int i = 1; i <= count; i++) {
                Appliance appliance = engine.open(List.of(image));
                if (i % 10 == 0) {
                    appliance.storage();
                    appliance.kill("every tenth is killed while it works");
                } else {
                    appliance.awaitReady();
                }
                appliance.close();
                if (i == 10) {
                    few = held();
                }
            }
            awaitNothing();
            assertThat(held().get(0)).as("open files").isLessThanOrEqualTo(few.get(0));
            assertThat(held().get(1)).as("threads").isLessThanOrEqualTo(few.get(1) + 1);
        }
    }

    private static List<Integer> held() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return List.of((int) files.count(), Thread.getAllStackTraces().size());
        }
    }

    @Test
    void cancelEndsARequestToACloneAndLeavesNothing() throws Exception {
        try (VettedImage image = image();
                LibguestfsEngine engine = builder(Tier.CLONE).build()) {
            Appliance appliance = engine.open(List.of(image));
            appliance.awaitReady();
            CompletableFuture<Storage> asked = CompletableFuture.supplyAsync(appliance::storage);
            appliance.kill("the user asked");
            assertThatThrownBy(asked::join).hasMessageContaining("the user asked");
            appliance.close();
            awaitNothing();
        }
    }

    @Test
    void cloneThatDoesNotAnswerInTimeIsKilled() throws Exception {
        try (VettedImage image = image();
                LibguestfsEngine engine =
                        builder(Tier.CLONE).callTimeout(Duration.ofMillis(20)).build()) {
            Appliance appliance = engine.open(List.of(image));
            assertThatThrownBy(appliance::storage)
                    .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                    .extracting(ApplianceException::kind)
                    .isEqualTo(Kind.TIMEOUT);
            appliance.close();
            awaitNothing();
        }
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
        return builder(Tier.STOCK).launchTimeout(launchTimeout).build();
    }

    private LibguestfsEngine.Builder builder(Tier tier) {
        return LibguestfsEngine.builder()
                .runtimeDirectory(runtime)
                .tryKvm(false)
                .tier(tier);
    }

    private static VettedImage image() {
        Path image = Fixtures.image("debian-gpt-ext4.qcow2");
        return IntakeGate.builder()
                .allowRoot(Fixtures.root())
                .build()
                .admit(ImageRequest.of(image.toString()).withFormat("qcow2"));
    }

    private Process parent(String until, Tier tier) throws IOException {
        Fixtures.image("debian-gpt-ext4.qcow2");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ParentProgram.class.getName(),
                        runtime.toString(),
                        until,
                        tier.name())
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
                    .tier(Tier.valueOf(arguments[2]))
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

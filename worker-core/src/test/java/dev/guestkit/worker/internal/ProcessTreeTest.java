package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("Invariant 5: stopping is real, for every process of a job")
class ProcessTreeTest {
    private final ProcessTree tree = new ProcessTree();

    private static Process shell(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Init may take seconds to take in what has ended. */
    static boolean works(ProcessHandle process) {
        return process.isAlive() && !Marks.isZombie(process);
    }

    private static List<ProcessHandle> descendants(Process process, int atLeast) {
        return Awaitility.await()
                .until(() -> process.descendants().collect(Collectors.toList()), all -> all.size() >= atLeast);
    }

    @Test
    void aProcessAndAllItsDescendantsAreGoneAfterTheKill() throws IOException {
        Process process = shell("trap '' TERM; sh -c 'sleep 600 & sleep 600' & sleep 600");
        tree.track(process.toHandle());
        List<ProcessHandle> children = descendants(process, 4);
        tree.kill();
        tree.killAndAwait();
        assertThat(process.isAlive()).isFalse();
        assertThat(children).noneMatch(ProcessTreeTest::works);
    }

    @Test
    void aGrandchildWhoseParentDiedIsStillFound() throws IOException, InterruptedException {
        Process process = shell("sh -c 'sleep 600 & echo $!; wait' & wait");
        tree.track(process.toHandle());
        List<ProcessHandle> children = descendants(process, 2);
        tree.look();
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        tree.killAndAwait();
        assertThat(children).noneMatch(ProcessTreeTest::works);
    }

    @RepeatedTest(20)
    void aGrandchildWhoseParentDiedBeforeAnybodyLookedIsFoundByItsMark() throws IOException, InterruptedException {
        Process process = tree.start(new ProcessBuilder("sh", "-c", "sleep 600 >/dev/null & echo $!"));
        long grandchild = Long.parseLong(process.inputReader().readLine());
        process.waitFor();
        tree.killAndAwait();
        assertThat(ProcessHandle.of(grandchild).filter(ProcessTreeTest::works)).isEmpty();
    }

    @Test
    void aProcessThatHasEndedAndThatNobodyAsksForIsNotWaitedFor() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "sleep 0.05 & exec sleep 600").start();
        try {
            ProcessHandle ended = descendants(process, 1).get(0);
            tree.track(ended);
            Awaitility.await().until(() -> Marks.isZombie(ended));
            tree.killAndAwait();
            assertThat(ended.isAlive()).as("as the JVM sees it").isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aProcessThatComesAfterTheKillDiesAtOnce() throws IOException, InterruptedException {
        tree.track(shell("exit 0").toHandle());
        tree.kill();
        Process late = shell("sleep 600");
        tree.track(late.toHandle());
        assertThat(late.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aProcessThatIsNoLongerTrackedIsLeftAlone() throws IOException {
        Process process = shell("sleep 600");
        try {
            tree.track(process.toHandle()).close();
            tree.killAndAwait();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}

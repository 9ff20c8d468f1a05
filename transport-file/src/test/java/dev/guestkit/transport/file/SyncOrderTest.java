package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order of system calls behind the promise that nothing acknowledged is lost: a file's bytes are synced before it gets its
 * name, and the name before the acknowledgement. Needs {@code strace}.
 */
@DisplayName("Invariant 1: nothing acknowledged is lost in a power cut")
class SyncOrderTest {
    @TempDir
    Path scratch;

    /** What is linked where before what is said. */
    private enum Promise {
        SUBMIT("submit", "queue/traced-0001.json", "/queue"),
        KEY("keyed", "~0", "/keys"),
        KEYED("keyed", "queue/traced-0002.json", "/queue"),
        CANCEL("cancel", "results/traced-0002-result.json", "/results"),
        RETRY("retry", "queue/traced-0001~3.json", "/queue"),
        PARK("park", "queue/traced-0001~6.json", "/queue"),
        REQUEST("request", "queue/traced-0001~9.json", "/queue"),
        FINISH("finish", "results/traced-0001-result.json", "/results");

        private final String said;
        private final String published;
        private final String directory;

        Promise(String said, String published, String directory) {
            this.said = said;
            this.published = published;
            this.directory = directory;
        }

        void check(SystemCalls calls) {
            checkOrder(calls, published, directory, calls.said("acknowledged-" + said));
        }
    }

    @Test
    void bytesAreSyncedBeforeTheNameAndTheNameBeforeTheAcknowledgement() throws Exception {
        SystemCalls calls = trace("nothing");

        for (Promise promise : Promise.values()) {
            promise.check(calls);
        }
        checkDrop(calls);
        checkKnown(calls);
        checkLease(calls);
    }

    @Test
    void withoutTheFileSyncTheCheckFails() throws Exception {
        SystemCalls calls = trace("file");

        for (Promise promise : Promise.values()) {
            fails(() -> promise.check(calls), "bytes");
        }
        fails(() -> checkDrop(calls), "bytes");
    }

    @Test
    void withoutTheDirectorySyncTheCheckFails() throws Exception {
        SystemCalls calls = trace("directory");

        for (Promise promise : Promise.values()) {
            fails(() -> promise.check(calls), "name");
        }
        fails(() -> checkDrop(calls), "name");
        fails(() -> checkKnown(calls), "name");
    }

    private static void fails(ThrowingCallable check, String what) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(what);
    }

    /** A dropped file is acknowledged by being taken away. */
    private static void checkDrop(SystemCalls calls) {
        int dropped = calls.find(calls.said("acknowledged-written"), "rename", "jobs/dropped.json");
        int taken = calls.find(dropped + 1, "rename", "jobs/dropped.json");
        checkOrder(calls, "queue/traced-0003.json", "/queue", taken);
    }

    private static void checkKnown(SystemCalls calls) {
        int sync = calls.find(calls.said("acknowledged-submit"), "fsync", "/queue");
        assertThat(sync)
                .as("the name is synced again before the job is called known")
                .isNotNegative()
                .isLessThan(calls.said("acknowledged-known"));
    }

    /** A network file system asks its server for a file's time when the file is opened, not when its time is asked for. */
    private static void checkLease(SystemCalls calls) {
        int end = calls.said("acknowledged-expiry");
        String thread = calls.calls().get(end).thread();
        List<String> onStep = calls.calls().subList(0, end).stream()
                .filter(call -> call.thread().equals(thread))
                .filter(call -> call.paths().stream().anyMatch(path -> path.endsWith("queue/traced-0001~9.json")))
                .map(SystemCalls.Call::name)
                .toList();
        assertThat(onStep.get(onStep.size() - 1)).as("its time is read last").contains("stat");
        assertThat(onStep.get(onStep.size() - 2))
                .as("right after it was opened")
                .isEqualTo("close");
    }

    private static void checkOrder(SystemCalls calls, String published, String directory, int acknowledged) {
        int link = calls.find(0, "link", published);
        assertThat(link).as("%s is published by a link", published).isNotNegative();
        String written = calls.calls().get(link).paths().get(0);

        int fileSync = calls.find(0, "fsync", written);
        assertThat(fileSync).as("the bytes of %s are synced", published).isNotNegative();
        assertThat(fileSync)
                .as("the bytes of %s are synced before it has its name", published)
                .isLessThan(link);
        assertThat(calls.find(fileSync, "write", written))
                .as("the bytes of %s are not written after the sync", published)
                .isNegative();
        int directorySync = calls.find(link, "fsync", directory);
        assertThat(directorySync).as("the name %s is synced", published).isNotNegative();
        assertThat(directorySync)
                .as("the name %s is synced before the acknowledgement", published)
                .isLessThan(acknowledged);
    }

    private SystemCalls trace(String leftOut) throws IOException, InterruptedException {
        return SystemCalls.trace(
                scratch,
                "write,pwrite64,fsync,fdatasync,link,linkat,rename,renameat,renameat2,unlink,openat,close,stat,newfstatat,statx",
                TracedSubmitter.class,
                scratch.resolve("spool").toString(),
                leftOut);
    }
}

package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order of system calls behind the promise that nothing acknowledged is lost: a file's bytes are synced before it gets its
 * name, and the name before the acknowledgement. Needs {@code strace}.
 */
class SyncOrderTest {
    @TempDir
    Path scratch;

    @Test
    void bytesAreSyncedBeforeTheNameAndTheNameBeforeTheAcknowledgement() throws Exception {
        SystemCalls calls = trace("nothing");

        checkOrder(calls, "queue/traced-0001.json", "/queue", "acknowledged-submit");
        checkOrder(calls, "results/traced-0001-result.json", "/results", "acknowledged-finish");
    }

    @Test
    void withoutTheFileSyncTheCheckFails() throws Exception {
        SystemCalls calls = trace("file");

        assertThatThrownBy(() -> checkOrder(calls, "queue/traced-0001.json", "/queue", "acknowledged-submit"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bytes");
        assertThatThrownBy(
                        () -> checkOrder(calls, "results/traced-0001-result.json", "/results", "acknowledged-finish"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bytes");
    }

    @Test
    void withoutTheDirectorySyncTheCheckFails() throws Exception {
        SystemCalls calls = trace("directory");

        assertThatThrownBy(() -> checkOrder(calls, "queue/traced-0001.json", "/queue", "acknowledged-submit"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("name");
        assertThatThrownBy(
                        () -> checkOrder(calls, "results/traced-0001-result.json", "/results", "acknowledged-finish"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("name");
    }

    private static void checkOrder(SystemCalls calls, String published, String directory, String acknowledgement) {
        int link = calls.find(0, "link", published);
        assertThat(link).as("%s is published by a link", published).isNotNegative();
        String written = calls.calls().get(link).paths().get(0);
        int acknowledged = calls.said(acknowledgement);

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
                "write,pwrite64,fsync,fdatasync,link,linkat,rename,renameat,renameat2,unlink",
                TracedSubmitter.class,
                scratch.resolve("spool").toString(),
                leftOut);
    }
}

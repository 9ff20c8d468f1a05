package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another reading of a known queue costs, in system calls. Needs {@code strace}. */
class RescanTest {
    @TempDir
    Path scratch;

    @Test
    void aRescanReadsTheDirectoryOnceAndOpensOnlyWhatIsNew() throws Exception {
        prepare("old", 300);
        prepare("new", 3);

        SystemCalls calls =
                SystemCalls.trace(scratch, "open,openat,write", TracedRescan.class, scratch.toString(), "rescanned");

        List<String> opened = calls.calls().subList(calls.said("moved"), calls.said("rescanned")).stream()
                .filter(call -> call.name().startsWith("open"))
                .map(call -> call.paths().get(call.paths().size() - 1))
                .filter(path -> path.contains("/queue"))
                .map(path -> path.substring(path.indexOf("/queue")))
                .toList();
        assertThat(opened)
                .containsExactlyInAnyOrder(
                        "/queue", "/queue/new-10000.json", "/queue/new-10001.json", "/queue/new-10002.json");
    }

    private void prepare(String kind, int count) throws IOException {
        Path place = Files.createDirectories(scratch.resolve(kind));
        for (int i = 0; i < count; i++) {
            String jobId = kind + "-" + (10_000 + i);
            Files.write(place.resolve(jobId + ".json"), Echoes.CODEC.write(Echoes.job(jobId)));
        }
    }
}

package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobValidator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropReaderTest {
    private static final String JOB = """
            {"version":"1.0","job_id":"drop-00001","created_at":"2026-01-02T03:04:05Z","kind":"VMOperation",
             "operation":"system.echo","payload":{"type":"system.echo.v1","data":{"say":"hello"}}}
            """;

    private final DropReader reader = new DropReader(JobCodec.standard(), JobValidator.standard());

    @Test
    void wholeDocumentIsAJob() {
        assertThat(read(JOB)).isInstanceOf(DropReading.Job.class);
    }

    @Test
    void everyBeginningOfADocumentIsUnfinished() {
        byte[] whole = JOB.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat(reader.read(Arrays.copyOf(whole, length), false))
                    .as("the first %d bytes", length)
                    .isInstanceOf(DropReading.Unfinished.class);
        }
    }

    @Test
    void wrongValueWithUsableIdIsReportedUnderTheId() {
        assertThat(read(JOB.replace("\"1.0\"", "\"9.9\"")))
                .isInstanceOfSatisfying(
                        DropReading.Invalid.class,
                        invalid -> assertThat(invalid.jobId()).isEqualTo("drop-00001"));
    }

    @Test
    void wrongValueWithoutUsableIdIsGarbage() {
        assertThat(read(JOB.replace("drop-00001", "../../etc/cron.d/x"))).isInstanceOf(DropReading.Garbage.class);
    }

    @Test
    void brokenSyntaxIsGarbage() {
        assertThat(read(JOB.replace("{\"say\"", "{say"))).isInstanceOf(DropReading.Garbage.class);
    }

    private DropReading read(String text) {
        return reader.read(text.getBytes(StandardCharsets.UTF_8), false);
    }
}

package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobBuilderTest {
    private final JobCodec codec = JobCodec.standard();

    @Test
    void aBuiltJobIsReadAgainAsItIs() {
        JobDocument job = JobBuilder.echo("hello")
                .name("n")
                .priority(7)
                .createdAt(Instant.parse("2026-01-02T03:04:05.000000006Z"))
                .build();
        assertThat(codec.readJob(codec.write(job))).isEqualTo(job);
        assertThat(new String(codec.write(job), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"created_at\":\"2026-01-02T03:04:05.000000006Z\"")
                .doesNotContain("null");
    }

    @Test
    void buildSaysEverythingThatIsWrong() {
        JobBuilder wrong = JobBuilder.echo("x").jobId("../../etc").priority(11).idempotencyKey("");
        assertThatThrownBy(wrong::build)
                .isInstanceOfSatisfying(
                        DocumentException.class,
                        e -> assertThat(e.report().errors())
                                .extracting(Problem::pointer)
                                .containsExactlyInAnyOrder(
                                        "/job_id", "/execution/priority", "/execution/idempotency_key"));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without a null checker does
    void nullIsNamed() {
        JobBuilder builder = JobBuilder.echo("x");
        String nothing = null;

        assertThatThrownBy(() -> builder.name(nothing))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("name is null");
        assertThatThrownBy(() -> builder.jobId(nothing)).hasMessageContaining("jobId is null");
        assertThatThrownBy(() -> builder.timeout(null)).hasMessageContaining("timeout is null");
    }
}

package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.job.Json;
import dev.guestkit.worker.WorkerException;
import dev.guestkit.worker.internal.system.SystemEcho;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandlersTest {
    private static final class OtherEcho implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("system.echo", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            return context.done(Json.NULL);
        }
    }

    private final Optional<ClassLoader> loader = Optional.of(getClass().getClassLoader());

    @Test
    void theSystemHandlersAreFound() {
        assertThat(Handlers.of(List.of(), loader).payloadTypes())
                .containsExactlyInAnyOrder(
                        "system.echo.v1",
                        "test.echo.v1",
                        "system.health-check.v1",
                        "system.capability-probe.v1",
                        "system.workflow.v1");
    }

    @Test
    void twoHandlersForOneKeyAreRefusedNamingBothOrigins() {
        assertThatThrownBy(() -> Handlers.of(List.of(new OtherEcho()), loader))
                .isInstanceOfSatisfying(
                        WorkerException.class,
                        e -> assertThat(e.kind()).isEqualTo(WorkerException.Kind.HANDLER_CONFLICT))
                .hasMessageContaining(OtherEcho.class.getName() + " from file:")
                .hasMessageContaining(SystemEcho.class.getName() + " from file:")
                .hasMessageContaining("system.echo.v1");
    }

    @Test
    void aGivenHandlerReplacesTheFoundOneOfItsClass() {
        SystemEcho mine = new SystemEcho();
        assertThat(Handlers.of(List.of(mine), loader)
                        .find("system.echo.v1")
                        .orElseThrow()
                        .handler())
                .isSameAs(mine);
    }

    @Test
    void twoVersionsOfOneOperationLiveSideBySide() {
        JobHandler two =
                new ScriptedHandler(HandlerSpec.builder("system.echo", 2).build(), c -> c.done(Json.NULL));
        assertThat(Handlers.of(List.of(two), loader).payloadTypes()).contains("system.echo.v1", "system.echo.v2");
    }

    @Test
    void anOperationThatCannotBeIsRefused() {
        for (String operation : List.of("echo", "a..b", "a.b.c.d", "../x.y", "")) {
            JobHandler bad =
                    new ScriptedHandler(HandlerSpec.builder(operation, 1).build(), c -> c.done(Json.NULL));
            assertThatThrownBy(() -> Handlers.of(List.of(bad), Optional.empty()))
                    .isInstanceOfSatisfying(
                            WorkerException.class,
                            e -> assertThat(e.kind()).isEqualTo(WorkerException.Kind.BAD_HANDLER));
        }
    }
}

package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.worker.spi.CancelledException;
import dev.guestkit.worker.spi.StopReason;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopTokenTest {
    private final StopToken token = new StopToken();

    @Test
    void theFirstReasonStays() {
        assertThat(token.stop(StopReason.TIMEOUT)).isTrue();
        assertThat(token.stop(StopReason.CANCEL)).isFalse();
        assertThat(token.reason()).contains(StopReason.TIMEOUT);
        assertThatThrownBy(token::throwIfCancelled)
                .isInstanceOfSatisfying(
                        CancelledException.class, e -> assertThat(e.reason()).isEqualTo(StopReason.TIMEOUT));
    }

    @Test
    void everyActionRunsOnceAndAClosedOneNever() {
        AtomicInteger runs = new AtomicInteger();
        Runnable action = runs::incrementAndGet;
        token.onCancel(action);
        token.onCancel(action);
        token.onCancel(() -> runs.addAndGet(100)).close();
        token.stop(StopReason.CANCEL);
        token.runActions();
        token.runActions();
        assertThat(runs).hasValue(2);
    }

    @Test
    void anActionThatComesLateRunsAtOnce() {
        token.stop(StopReason.CANCEL);
        AtomicInteger runs = new AtomicInteger();
        token.onCancel(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }

    @Test
    void anActionThatThrowsKeepsNoOtherFromRunning() {
        AtomicInteger runs = new AtomicInteger();
        token.onCancel(() -> {
            throw new StackOverflowError("planted");
        });
        token.onCancel(runs::incrementAndGet);
        token.stop(StopReason.CANCEL);
        token.runActions();
        assertThat(runs).hasValue(1);
    }
}

package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.spi.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoleTest {
    private final Alarm alarm = new Alarm(new Ticks(TimeSource.system()));
    private final AtomicInteger passes = new AtomicInteger();

    private Role role(int failing) {
        Role role = new Role(
                "watch",
                () -> {
                    if (passes.incrementAndGet() <= failing) {
                        throw new OutOfMemoryError("planted");
                    }
                    return Ticks.NEVER;
                },
                alarm);
        Thread thread = new Thread(role);
        thread.setDaemon(true);
        thread.start();
        return role;
    }

    @Test
    void aLookThatThrowsIsMadeAgain() {
        Role role = role(2);
        WorkerFixture.await().until(() -> passes.get() == 3);
        assertThat(role.isWell()).isTrue();
        alarm.close();
    }

    @Test
    void itIsNotWellWhileItFailsAgainAndAgain() {
        Role role = role(3);
        WorkerFixture.await().until(() -> !role.isWell());
        WorkerFixture.await().until(role::isWell);
        alarm.close();
    }

    @Test
    void failingDoesNotKeepItFromEnding() throws InterruptedException {
        Role role = new Role(
                "watch",
                () -> {
                    throw new StackOverflowError("planted");
                },
                alarm);
        Thread thread = new Thread(role);
        thread.start();
        alarm.close();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }
}

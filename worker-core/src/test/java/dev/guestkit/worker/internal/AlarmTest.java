package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private final ManualTime time = new ManualTime();
    private final Alarm alarm = new Alarm(new Ticks(time));

    private CountDownLatch sleep(long until) {
        CountDownLatch woken = new CountDownLatch(1);
        Thread sleeper = new Thread(() -> {
            try {
                alarm.sleepUntil(until);
                woken.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sleeper.setDaemon(true);
        sleeper.start();
        return woken;
    }

    @Test
    void aMomentThatCameWhileTheThreadLookedIsNotMissed() throws InterruptedException {
        alarm.begin();
        alarm.atMost(5);
        time.advance(Duration.ofNanos(5));
        assertThat(sleep(Ticks.NEVER).await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anEarlierMomentShortensTheSleep() throws InterruptedException {
        alarm.begin();
        CountDownLatch woken = sleep(Duration.ofHours(1).toNanos());
        time.advance(Duration.ofMinutes(1));
        assertThat(woken.await(20, TimeUnit.MILLISECONDS)).isFalse();
        alarm.atMost(Duration.ofSeconds(30).toNanos());
        assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingEndsTheSleep() throws InterruptedException {
        alarm.begin();
        CountDownLatch woken = sleep(Ticks.NEVER);
        alarm.close();
        assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    }
}

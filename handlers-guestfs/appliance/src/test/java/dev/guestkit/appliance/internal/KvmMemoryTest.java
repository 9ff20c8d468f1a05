package dev.guestkit.appliance.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvmMemoryTest {
    @TempDir
    Path cache;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @Test
    void brokenKvmIsBelievedForADayByThisProcessAndTheNext() {
        KvmMemory memory = memory(now::get);
        assertThat(memory.broken()).isFalse();
        memory.remember("the machine stopped");
        assertThat(memory.broken()).isTrue();
        assertThat(memory(now::get).broken()).isTrue();

        now.updateAndGet(t -> t.plus(Duration.ofHours(23)));
        assertThat(memory.broken()).isTrue();
        assertThat(memory(now::get).broken()).isTrue();

        now.updateAndGet(t -> t.plus(Duration.ofHours(2)));
        assertThat(memory.broken()).isFalse();
        assertThat(memory(now::get).broken()).isFalse();
    }

    private KvmMemory memory(InstantSource clock) {
        return new KvmMemory(cache, Optional.empty(), Path.of("/dev/kvm"), clock);
    }
}

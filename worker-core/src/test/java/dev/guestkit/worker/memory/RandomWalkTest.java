package dev.guestkit.worker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RandomWalkTest {
    @Property(tries = 300)
    void theStoreDoesWhatTheModelSays(@ForAll long seed) {
        WalkedStore walk = new WalkedStore(seed);
        for (int step = 0; step < 150; step++) {
            walk.step();
        }
        assertThat(walk.jobs()).isNotEmpty();
    }
}

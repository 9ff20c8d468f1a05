package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.spi.HandlerSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

@Label("Invariant 6: permits are returned exactly once")
class PermitsTest {
    private static final Map<String, Long> POOLS =
            Map.of("operation:a.limited", 2L, "resource:appliance", 3L, "scratch", 100L);

    private static Permits permits(int total) {
        return new Permits(
                total,
                POOLS,
                Map.of(
                        "a.free",
                        Needs.NONE,
                        "a.limited",
                        Needs.of(HandlerSpec.builder("a.limited", 1).build(), true),
                        "a.one",
                        Needs.of(
                                HandlerSpec.builder("a.one", 1)
                                        .resource("appliance", 1)
                                        .scratchBytes(10)
                                        .build(),
                                false),
                        "a.two",
                        Needs.of(
                                HandlerSpec.builder("a.two", 1)
                                        .resource("appliance", 2)
                                        .scratchBytes(60)
                                        .build(),
                                false)));
    }

    @Test
    void aClaimIsNeverOfferedMoreThanFits() throws InterruptedException {
        Permits permits = permits(8);
        Reservation all = permits.await();
        assertThat(all.operations().get("a.limited")).isLessThanOrEqualTo(2);
        assertThat(all.operations().get("a.two")).isEqualTo(1);
        assertThat(all.operations()).doesNotContainKey("a.free");
        all.close();
        assertThat(permits.inUse()).isZero();
        assertThat(permits.freePools()).isEqualTo(POOLS);
    }

    @Test
    void whatIsClosedTwiceGoesBackOnce() throws InterruptedException {
        Permits permits = permits(4);
        Reservation room = permits.await();
        Permit permit = room.take("a.one").orElseThrow();
        room.close();
        room.close();
        assertThat(permits.inUse()).isEqualTo(1);
        permit.close();
        permit.close();
        assertThat(permits.exchange(permit)).isNotNull().satisfies(Reservation::close);
        assertThat(permits.inUse()).isZero();
        assertThat(permits.freePools()).isEqualTo(POOLS);
    }

    @Test
    void takingMoreThanWasReservedIsRefused() throws InterruptedException {
        Permits permits = permits(1);
        try (Reservation room = permits.await()) {
            Permit permit = room.take("a.free").orElseThrow();
            assertThat(room.take("a.free")).isEmpty();
            permit.close();
        }
        assertThat(permits.inUse()).isZero();
    }

    @Test
    void roomThatComesBackTellsAWaitingClaim() throws InterruptedException {
        Permits permits = permits(8);
        AtomicInteger told = new AtomicInteger();
        permits.onRoom(told::incrementAndGet);
        Reservation room = permits.await();
        Permit limited = room.take("a.limited").orElseThrow();
        room.close();
        int before = told.get();
        limited.close();
        assertThat(told.get()).isGreaterThan(before);
    }

    @Test
    void closingEndsTheWaitForRoom() throws InterruptedException {
        Permits permits = permits(1);
        Reservation taken = permits.await();
        CountDownLatch ended = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            try {
                if (permits.await() == null) {
                    ended.countDown();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiter.start();
        permits.close();
        ended.await();
        taken.close();
        assertThat(permits.inUse()).isZero();
    }

    /** A walk: reserve, take some of what was offered, close things in any order and more than once. */
    @Property
    void everyWalkEndsWithEverythingBack(
            @ForAll @IntRange(min = 1, max = 6) int total,
            @ForAll @Size(max = 60) List<@IntRange(max = 1_000_000) Integer> moves) {
        Permits permits = permits(total);
        List<Permit> held = new ArrayList<>();
        for (int move : moves) {
            step(permits, held, move, total);
            assertWithinLimits(permits, total);
        }
        held.forEach(Permit::close);
        assertThat(permits.inUse()).isZero();
        assertThat(permits.freePools()).isEqualTo(POOLS);
    }

    private static void step(Permits permits, List<Permit> held, int move, int total) {
        if (move % 3 == 0 && permits.inUse() < total) {
            Reservation room = reserve(permits);
            takeSome(room, held, move);
            room.close();
        } else if (move % 3 == 1 && !held.isEmpty()) {
            held.get(move % held.size()).close();
        } else if (!held.isEmpty()) {
            Permit last = held.get(move % held.size());
            Reservation room = permits.exchange(last);
            if (room != null) {
                takeSome(room, held, move);
                room.close();
            }
        }
    }

    private static Reservation reserve(Permits permits) {
        try {
            return java.util.Objects.requireNonNull(permits.await());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As a store would: any mixture within the offer. */
    private static void takeSome(Reservation room, List<Permit> held, int move) {
        List<String> operations = new ArrayList<>(List.of("a.free", "a.limited", "a.one", "a.two"));
        Collections.rotate(operations, move);
        java.util.Map<String, Integer> left = new java.util.HashMap<>(room.operations());
        int most = room.jobs();
        for (int i = 0; i < most; i++) {
            String operation = operations.get((move / 7 + i) % 4);
            if (left.getOrDefault(operation, 1) > 0) {
                left.computeIfPresent(operation, (key, n) -> n - 1);
                held.add(room.take(operation).orElseThrow());
            }
        }
    }

    private static void assertWithinLimits(Permits permits, int total) {
        assertThat(permits.inUse()).isBetween(0, total);
        assertThat(permits.freePools().values()).allMatch(free -> free >= 0);
        assertThat(permits.freePools())
                .allSatisfy((pool, free) -> assertThat(free).isLessThanOrEqualTo(POOLS.get(pool)));
    }
}

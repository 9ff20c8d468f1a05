package dev.guestkit.benchmarks;

import java.lang.management.ManagementFactory;

/** What is on the heap and still in use. */
public final class Heap {
    private Heap() {}

    /** Bytes in use after several full collections. */
    public static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}

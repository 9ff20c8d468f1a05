package dev.guestkit.benchmarks.worker;

import java.lang.management.ManagementFactory;

/** What is on the heap and still in use. */
final class Heap {
    private Heap() {}

    /** Bytes in use after several full collections. */
    static long used() {
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

package dev.guestkit.worker.store;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A priority queue out of whose middle elements go lazily, at most as many dead ones in it as living. Not thread-safe. */
final class LazyHeap<T> {
    private final PriorityQueue<T> heap;
    private final Predicate<T> dead;
    private int graves;

    LazyHeap(Comparator<T> order, Predicate<T> dead) {
        this.heap = new PriorityQueue<>(order);
        this.dead = dead;
    }

    void add(T element) {
        heap.add(element);
    }

    /** Says that one element in here has become dead. */
    void buried() {
        graves++;
        if (graves > 64 && graves > heap.size() / 2) {
            heap.removeIf(dead);
            graves = 0;
        }
    }

    /** The living head, null when there is none. */
    @Nullable
    T peek() {
        T head = heap.peek();
        while (head != null && dead.test(head)) {
            heap.poll();
            graves = Math.max(0, graves - 1);
            head = heap.peek();
        }
        return head;
    }

    /** Takes the head off that {@link #peek} has shown. */
    void pop() {
        heap.poll();
    }
}

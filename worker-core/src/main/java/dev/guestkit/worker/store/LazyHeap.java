package dev.guestkit.worker.store;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A priority queue out of whose middle elements go lazily, at most as many dead ones in it as living. What is added in order,
 * as nearly everything is, waits in a plain queue: the heap, which costs a walk through memory with every element, has only
 * the rest. Not thread-safe.
 */
final class LazyHeap<T> {
    private final Comparator<T> order;
    private final ArrayDeque<T> inOrder = new ArrayDeque<>();
    private final PriorityQueue<T> heap;
    private final Predicate<T> dead;
    private int graves;

    LazyHeap(Comparator<T> order, Predicate<T> dead) {
        this.order = order;
        this.heap = new PriorityQueue<>(order);
        this.dead = dead;
    }

    void add(T element) {
        T last = inOrder.peekLast();
        if (last == null || order.compare(last, element) <= 0) {
            inOrder.add(element);
        } else {
            heap.add(element);
        }
    }

    /** Says that one element in here has become dead. */
    void buried() {
        graves++;
        if (graves > 64 && graves > (heap.size() + inOrder.size()) / 2) {
            heap.removeIf(dead);
            inOrder.removeIf(dead);
            graves = 0;
        }
    }

    /** The living head, null when there is none. */
    @Nullable
    T peek() {
        T head = first();
        while (head != null && dead.test(head)) {
            pop();
            graves = Math.max(0, graves - 1);
            head = first();
        }
        return head;
    }

    /** Takes the head off that {@link #peek} has shown. */
    void pop() {
        if (heapIsFirst()) {
            heap.poll();
        } else {
            inOrder.poll();
        }
    }

    private @Nullable T first() {
        return heapIsFirst() ? heap.peek() : inOrder.peek();
    }

    private boolean heapIsFirst() {
        T ofHeap = heap.peek();
        T ofQueue = inOrder.peek();
        return ofHeap != null && (ofQueue == null || order.compare(ofHeap, ofQueue) < 0);
    }
}

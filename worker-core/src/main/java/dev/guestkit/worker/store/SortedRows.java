package dev.guestkit.worker.store;

import java.util.Arrays;

/** Row numbers in an order, sorted when somebody looks; appending in order costs nothing. Not thread-safe. */
final class SortedRows {
    /** Compares two rows. */
    interface Order {
        int compare(int one, int other);
    }

    /** Says whether a row lies before some place. */
    interface Before {
        boolean test(int row);
    }

    private final Order order;
    private int[] rows = new int[16];
    private int size;
    private int sorted;

    SortedRows(Order order) {
        this.order = order;
    }

    void add(int row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size + (size >> 1));
        }
        if (sorted == size && (size == 0 || order.compare(rows[size - 1], row) <= 0)) {
            sorted++;
        }
        rows[size++] = row;
    }

    int size() {
        return size;
    }

    int at(int index) {
        return rows[index];
    }

    /** Sorts what is not sorted; needed before {@link #at} and {@link #lowerBound}. */
    void sort() {
        if (sorted == size) {
            return;
        }
        int[] tail = Arrays.copyOfRange(rows, sorted, size);
        mergeSort(tail, tail.clone(), 0, tail.length);
        int head = sorted - 1;
        int next = tail.length - 1;
        for (int to = size - 1; next >= 0; to--) {
            boolean fromHead = head >= 0 && order.compare(rows[head], tail[next]) > 0;
            rows[to] = fromHead ? rows[head--] : tail[next--];
        }
        sorted = size;
    }

    private void mergeSort(int[] to, int[] from, int low, int high) {
        if (high - low < 2) {
            return;
        }
        int middle = (low + high) >>> 1;
        mergeSort(from, to, low, middle);
        mergeSort(from, to, middle, high);
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft = right >= high || (left < middle && order.compare(from[left], from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    /** Forgets the order, for example because a row has changed its place. */
    void disturb() {
        sorted = 0;
    }

    /** The first place whose row is not before. */
    int lowerBound(Before before) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (before.test(rows[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

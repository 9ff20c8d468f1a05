package dev.guestkit.transport.file;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Goes through a list with a second thread beside the caller's, where the machine has another processor. */
final class Halves {
    private static final int FEW = 64;

    private Halves() {}

    /** Done with each element. */
    interface Step<T> {
        boolean of(T element) throws IOException;
    }

    /** How many elements {@code step} said yes to. */
    static <T> int count(List<T> all, Step<T> step) throws IOException {
        if (all.size() < FEW || Runtime.getRuntime().availableProcessors() == 1) {
            return alone(all, step);
        }
        int middle = all.size() / 2;
        FutureTask<Integer> other = new FutureTask<>(() -> alone(all.subList(middle, all.size()), step));
        Thread helper = new Thread(other, "guestkit-spool-reader");
        helper.setDaemon(true);
        helper.start();
        try {
            return alone(all.subList(0, middle), step) + join(other);
        } finally {
            other.cancel(false);
        }
    }

    private static <T> int alone(List<T> some, Step<T> step) throws IOException {
        int yes = 0;
        for (T element : some) {
            yes += step.of(element) ? 1 : 0;
        }
        return yes;
    }

    private static int join(FutureTask<Integer> other) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return other.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw failure(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException failure(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException mistake) {
            throw mistake;
        }
        return e.getCause() instanceof IOException trouble ? trouble : new IOException(e.getCause());
    }
}

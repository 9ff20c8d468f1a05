package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.HandlerSpec;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that handlers run on: as many as there are jobs, none after ten idle seconds. */
final class JobThreads implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobThreads.class);

    private final ExecutorService platform;
    private final Executor virtual;

    JobThreads(String workerId) {
        platform = pool(daemons("guestkit-job-" + workerId + "-"));
        virtual = virtualThreads("guestkit-vjob-" + workerId + "-", platform);
    }

    /** One that has only such threads. */
    JobThreads(ThreadFactory threads) {
        platform = pool(threads);
        virtual = platform;
    }

    private static ExecutorService pool(ThreadFactory threads) {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Virtual threads where the JVM has them; looked up by name, because Java 17 does not know them. */
    private static Executor virtualThreads(String prefix, Executor otherwise) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(named);
            return task -> factory.newThread(task).start();
        } catch (NoSuchMethodException e) {
            return otherwise;
        } catch (ClassNotFoundException | IllegalAccessException | InvocationTargetException e) {
            log.info("no virtual threads on this JVM: {}", e.toString());
            return otherwise;
        }
    }

    boolean sameKind(HandlerSpec.Threads one, HandlerSpec.Threads other) {
        return one == other || virtual == platform;
    }

    void run(HandlerSpec.Threads kind, Runnable task) {
        (kind == HandlerSpec.Threads.VIRTUAL ? virtual : platform).execute(task);
    }

    /** For the engine's own short errands that may block: actions on cancel, killing processes. */
    void errand(Runnable task) {
        platform.execute(task);
    }

    @Override
    public void close() {
        platform.shutdown();
    }
}

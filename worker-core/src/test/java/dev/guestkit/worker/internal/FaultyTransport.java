package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A real transport whose calls can be made to fail by name, before or after they took effect. */
public final class FaultyTransport {
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> answerLost = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> breaking = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final JobTransport real;

    public FaultyTransport(JobTransport real) {
        this.real = real;
    }

    /** From now on these calls of a worker fail before they reach the store. */
    public void fail(String... methods) {
        failing.addAll(List.of(methods));
    }

    /** From now on these calls take effect and their answers get lost. */
    public void loseAnswers(String... methods) {
        answerLost.addAll(List.of(methods));
    }

    /** The next so many calls of this name throw an {@link OutOfMemoryError} before they reach the store. */
    public void breakNext(String method, int calls) {
        breaking.put(method, new AtomicInteger(calls));
    }

    /** Calls of this name take effect at once and answer with something only after {@code until}. */
    public void holdAnswers(String method, CountDownLatch until) {
        held.put(method, until);
    }

    /** Everything works again. */
    public void heal() {
        failing.clear();
        answerLost.clear();
        breaking.clear();
        held.clear();
    }

    /** The names of all calls so far. */
    public List<String> calls() {
        return calls;
    }

    /** The store as the worker sees it. */
    public JobTransport seenByWorker() {
        return proxy(JobTransport.class, real, (name, result) -> switch (name) {
            case "source" -> proxy(JobSource.class, real.source(), null);
            case "control" -> proxy(QueueControl.class, real.control(), null);
            case "workers" -> proxy(WorkerDirectory.class, real.workers(), null);
            default -> result;
        });
    }

    private interface Answer {
        Object change(String name, Object result);
    }

    private <T> T proxy(Class<T> type, T target, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (p, method, args) -> {
            String name = method.getName();
            if (answer == null) {
                calls.add(name);
            }
            if (failing.contains(name)) {
                throw new TransportException(TransportException.Kind.UNAVAILABLE, "planted outage of " + name);
            }
            if (breaking.containsKey(name) && breaking.get(name).getAndDecrement() > 0) {
                throw new OutOfMemoryError("planted in " + name);
            }
            try {
                Object result = method.invoke(target, args);
                if (held.containsKey(name) && !List.of().equals(result)) {
                    held.get(name).await();
                }
                if (answerLost.contains(name)) {
                    throw new TransportException(TransportException.Kind.UNAVAILABLE, "planted loss of " + name);
                }
                return answer == null ? result : answer.change(name, result);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}

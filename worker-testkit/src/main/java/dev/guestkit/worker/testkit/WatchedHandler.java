package dev.guestkit.worker.testkit;

import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A handler that writes down what another one says of its progress, before the worker makes it presentable. Thread-safe. */
final class WatchedHandler implements JobHandler {
    private final JobHandler handler;
    private final List<Double> percents = new CopyOnWriteArrayList<>();

    WatchedHandler(JobHandler handler) {
        this.handler = handler;
    }

    List<Double> percents() {
        return List.copyOf(percents);
    }

    @Override
    public HandlerSpec spec() {
        return handler.spec();
    }

    @Override
    public Outcome run(JobContext context) throws Exception {
        return handler.run((JobContext) Proxy.newProxyInstance(
                JobContext.class.getClassLoader(),
                new Class<?>[] {JobContext.class},
                (proxy, method, arguments) -> call(context, method, arguments)));
    }

    private Object call(JobContext context, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("progress")) {
            percents.add((Double) arguments[1]);
        }
        try {
            return method.invoke(context, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

package dev.guestkit.handlers.fake;

import dev.guestkit.appliance.Appliance;
import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.EngineProbe;
import dev.guestkit.appliance.VettedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An engine at whose machine somebody writes to the image.
 *
 * @param call the machine's method before which that happens
 */
public record TouchingEngine(ApplianceEngine engine, Path image, String call) implements ApplianceEngine {
    @Override
    public Appliance open(List<VettedImage> images, List<Path> belongings) {
        Appliance machine = engine.open(images, belongings);
        return (Appliance) Proxy.newProxyInstance(
                Appliance.class.getClassLoader(), new Class<?>[] {Appliance.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(call)) {
                        touch();
                    }
                    try {
                        return method.invoke(machine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void touch() {
        try {
            Files.write(image, new byte[2 << 20]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public EngineProbe probe() {
        return engine.probe();
    }

    @Override
    public void close() {
        engine.close();
    }
}

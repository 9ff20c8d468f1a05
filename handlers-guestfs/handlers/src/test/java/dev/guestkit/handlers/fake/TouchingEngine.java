package dev.guestkit.handlers.fake;

import dev.guestkit.appliance.Appliance;
import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.EngineProbe;
import dev.guestkit.appliance.VettedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An engine during whose launch somebody writes to the image. */
public record TouchingEngine(ApplianceEngine engine, Path image) implements ApplianceEngine {
    @Override
    public Appliance open(List<VettedImage> images, List<Path> belongings) {
        try {
            Files.write(image, new byte[2 << 20]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return engine.open(images, belongings);
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

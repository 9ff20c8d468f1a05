package dev.guestkit.appliance.internal;

import java.nio.file.Path;
import java.time.Duration;

/** Settings of the engine, as its builder explains them. */
public record EngineSettings(
        Path java,
        Path runtimeDirectory,
        Path cacheDirectory,
        Path kvmDevice,
        int memoryMiB,
        boolean tryKvm,
        Duration launchTimeout,
        Duration callTimeout) {}

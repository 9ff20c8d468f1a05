package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.Tier;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of the engine, as its builder explains them. */
public record EngineSettings(
        Path java,
        Path runtimeDirectory,
        Path cacheDirectory,
        Path kvmDevice,
        int memoryMiB,
        Tier tier,
        int pool,
        boolean makeTemplates,
        boolean tryKvm,
        Duration launchTimeout,
        Duration callTimeout) {}

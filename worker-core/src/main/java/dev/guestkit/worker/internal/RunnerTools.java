package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.AllowedPaths;

/** What every attempt needs and only attempts do. */
record RunnerTools(AllowedPaths paths, Scratch scratch, ImageLocks images, Results results, RetryDelay retries) {}

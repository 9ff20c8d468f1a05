package dev.guestkit.worker.spi;

import java.time.Instant;

/**
 * One change of a job's state.
 *
 * @param at when, by the store's wall clock
 * @param from the state before
 * @param to the state after
 * @param cause in a few words: {@code claimed by w-1}, {@code lease lost}, {@code parked until …}
 */
public record HistoryEntry(Instant at, JobState from, JobState to, String cause) {}

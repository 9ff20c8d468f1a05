package dev.guestkit.worker.spi;

/**
 * An event with its place in the job's stream.
 *
 * @param id from 0, +1 per event of the job of any kind
 */
public record StoredEvent(long id, JobEvent event) {}

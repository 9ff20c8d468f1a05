package dev.guestkit.transport.http;

import dev.guestkit.job.Json;

/**
 * One event of a job's stream.
 *
 * @param id its place in the stream, from 0; going on after it needs no more
 * @param kind {@code progress}, {@code state}, {@code log}, {@code gap} where older ones are gone, or {@code end} after the last
 * @param data what the server says of it
 */
public record StreamedEvent(long id, String kind, Json data) {}

package dev.guestkit.transport.http;

import java.time.Instant;

/** How a server is: {@code healthy} or {@code degraded}, by its own clock, up for so many seconds. */
public record ServerHealth(String status, Instant timestamp, long uptimeSeconds) {}

package dev.guestkit.transport.http;

/** One event of a stream; {@code id} is the newest one seen, empty before the first. */
record SseEvent(String name, String data, String id) {}

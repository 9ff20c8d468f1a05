package dev.guestkit.worker.store;

/**
 * The scope in which an idempotency key is unique (protocol, section 6).
 *
 * @param namespace of the job's metadata, empty when it has none
 * @param operation of the job
 * @param key {@code execution.idempotency_key}
 */
public record IdempotencyKey(String namespace, String operation, String key) {}

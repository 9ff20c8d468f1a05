package dev.guestkit.http.server.internal.route;

import java.util.Map;

/**
 * Status and header fields of an answer.
 *
 * @param length of the body in bytes, -1 when it is not known
 */
public record Head(int status, Map<String, String> headers, long length) {}

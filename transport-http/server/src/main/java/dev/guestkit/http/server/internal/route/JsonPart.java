package dev.guestkit.http.server.internal.route;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes one JSON value. */
@FunctionalInterface
public interface JsonPart {
    /** Writes it. */
    void write(JsonGenerator json) throws IOException;
}

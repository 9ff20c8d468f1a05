package dev.guestkit.http.server.internal.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Writes JSON into memory. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build()
            .setCodec(new ObjectMapper());

    private JsonText() {}

    /** The bytes of one value. */
    public static byte[] bytes(JsonPart part) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(512)) {
            JsonGenerator json = FACTORY.createGenerator(bytes);
            part.write(json);
            json.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    /** Writes bytes that are JSON already. */
    public static void raw(JsonGenerator json, byte[] value) throws IOException {
        json.writeRawValue(new String(value, StandardCharsets.UTF_8));
    }

    /** Writes a value of the protocol. */
    public static void value(JsonGenerator json, Json value) throws IOException {
        raw(json, JobCodec.standard().write(value));
    }

    /** Writes a key with a text, when there is one. */
    public static void text(JsonGenerator json, String key, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(key, value.get());
        }
    }

    /** Writes a key with a time, when there is one. */
    public static void time(JsonGenerator json, String key, Optional<Instant> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(key, value.get().toString());
        }
    }
}

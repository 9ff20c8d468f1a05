package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.Exchange;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.job.ArtifactDetail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Answers with the content of an artifact, all of it or one range (RFC 9110, section 14). */
final class Download {
    private final Exchange exchange;
    private final String name;
    private final Optional<ArtifactDetail> detail;
    private final Executor workers;

    /**
     * Makes one.
     *
     * @param detail its size and sum, once the result has them; without, there are no ranges
     */
    Download(Exchange exchange, String name, Optional<ArtifactDetail> detail, Executor workers) {
        this.exchange = exchange;
        this.name = name;
        this.detail = detail;
        this.workers = workers;
    }

    Response answer(Supplier<InputStream> content) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/octet-stream");
        // The name is of letters, digits, dots, dashes and underscores; anything else is not found.
        headers.put("Content-Disposition", "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "_") + "\"");
        if (detail.isEmpty()) {
            InputStream stream = open(content);
            return new Response.Streamed(200, headers, -1, sink -> new StreamPump(stream, -1, sink, workers).begin());
        }
        String tag = "\"" + detail.get().sha256() + "\"";
        headers.put("ETag", tag);
        headers.put("Accept-Ranges", "bytes");
        if (exchange.headers("If-None-Match").stream().anyMatch(sent -> sent.equals("*") || sent.contains(tag))) {
            return Response.of(304, Map.of("ETag", tag), new byte[0]);
        }
        return ranged(content, headers, tag, detail.get().sizeBytes());
    }

    private Response ranged(Supplier<InputStream> content, Map<String, String> headers, String tag, long size) {
        // A range of what has changed since would make nonsense of both parts.
        boolean same = exchange.header("If-Range").map(tag::equals).orElse(true);
        Optional<ByteRange> range = same ? ByteRange.of(exchange.headers("Range"), size) : Optional.empty();
        if (range.isPresent() && range.get().isEmpty()) {
            Response refusal = Envelope.failure(
                    ApiError.BAD_REQUEST,
                    "the artifact has " + size + " bytes, none of which are in the range asked for");
            Map<String, String> said = new LinkedHashMap<>(refusal.headers());
            said.put("Content-Range", "bytes */" + size);
            return Response.of(416, said, ((Response.Whole) refusal).body());
        }
        ByteRange part = range.orElse(new ByteRange(0, size));
        range.ifPresent(r -> headers.put("Content-Range", "bytes " + r.from() + "-" + (r.to() - 1) + "/" + size));
        InputStream stream = content.get();
        return new Response.Streamed(
                range.isPresent() ? 206 : 200,
                headers,
                part.length(),
                sink -> new StreamPump(stream, part.length(), sink, workers).begin(part.from()));
    }

    private InputStream open(Supplier<InputStream> content) {
        InputStream stream = content.get();
        if (exchange.method().equals("HEAD")) {
            try {
                stream.close(); // only its being there was asked for
            } catch (IOException e) {
                throw new UncheckedIOException("closing an artifact", e);
            }
        }
        return stream;
    }
}

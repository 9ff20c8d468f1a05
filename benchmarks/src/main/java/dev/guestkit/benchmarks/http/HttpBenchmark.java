package dev.guestkit.benchmarks.http;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.http.server.HttpFront;
import dev.guestkit.http.server.HttpListener;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Json;
import dev.guestkit.worker.MemoryTransport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Submissions and looks over HTTP, 32 connections, store in memory: our front, which fills in, validates, takes the digest and submits,
 * beside a bare handler of the same server that parses the same documents and keeps them in a map.
 */
public final class HttpBenchmark implements FloorBenchmark {
    private static final String REFERENCE = "a bare Jetty handler with ObjectMapper and a map";

    private final List<Double> posts = new ArrayList<>();
    private final List<Double> barePosts = new ArrayList<>();
    private final List<Double> tails = new ArrayList<>();
    private final List<Double> bareTails = new ArrayList<>();
    private final List<Double> gets = new ArrayList<>();
    private final List<Double> bareGets = new ArrayList<>();

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<Measurement> run(boolean quick) throws Exception {
        int requests = quick ? 16_000 : 60_000;
        int runs = quick ? 3 : 7;
        for (int run = -4; run < runs; run++) { // the first four warm up
            round(requests, run >= 0);
        }
        return List.of(
                Measurement.ratioAtLeast(0.6, "http.post.throughput", posts, barePosts, REFERENCE, "requests/s"),
                Measurement.ratioAtMost(2, "http.post.p99", tails, bareTails, REFERENCE, "ms"),
                Measurement.ratioAtLeast(0.5, "http.get.throughput", gets, bareGets, REFERENCE, "requests/s"));
    }

    private void round(int requests, boolean counts) throws Exception {
        List<String> ids =
                IntStream.range(0, requests).mapToObj(i -> "job-bench-" + i).toList();
        List<byte[]> submit = ids.stream().map(HttpBenchmark::post).toList();
        List<byte[]> look = ids.stream().map(HttpBenchmark::get).toList();
        try (BareHandler bare = new BareHandler()) {
            Load.Figures post = Load.run(bare.port(), submit, 201);
            Load.Figures get = Load.run(bare.port(), look, 200);
            if (counts) {
                barePosts.add(post.perSecond());
                bareTails.add(post.p99Millis());
                bareGets.add(get.perSecond());
            }
        }
        try (MemoryTransport transport = MemoryTransport.create();
                HttpFront front =
                        HttpFront.builder(transport).maxQueued(1_000_000).build();
                HttpListener listener =
                        HttpListener.builder(front).address("127.0.0.1", 0).start()) {
            int port = listener.uri().getPort();
            Load.Figures post = Load.run(port, submit, 201);
            Load.Figures get = Load.run(port, look, 200);
            if (counts) {
                posts.add(post.perSecond());
                tails.add(post.p99Millis());
                gets.add(get.perSecond());
            }
        }
    }

    private static byte[] post(String id) {
        Json data = Json.ofValue(Map.of("text", "hello", "numbers", List.of(1, 2, 3)));
        byte[] document = JobCodec.standard()
                .write(JobBuilder.echo(data).jobId(id).name("bench").build());
        byte[] head =
                ("POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                                + document.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + document.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(document, 0, whole, head.length, document.length);
        return whole;
    }

    private static byte[] get(String id) {
        return ("GET /api/v1/jobs/" + id + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}

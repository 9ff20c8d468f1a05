package dev.guestkit.benchmarks.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** The least that anybody must do: read the document, make the answer, write it. */
final class BareExecutor {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BareExecutor() {}

    static double jobsPerSecond(List<byte[]> documents) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(EchoThroughputBenchmark.CONCURRENT);
        try {
            CountDownLatch left = new CountDownLatch(documents.size());
            LongAdder written = new LongAdder();
            long begin = System.nanoTime();
            for (byte[] document : documents) {
                executor.execute(() -> {
                    written.add(echo(document).length);
                    left.countDown();
                });
            }
            left.await();
            return documents.size() / ((System.nanoTime() - begin) / 1e9);
        } finally {
            executor.shutdownNow();
        }
    }

    static byte[] echo(byte[] document) {
        try {
            JsonNode job = MAPPER.readTree(document);
            ObjectNode result = MAPPER.createObjectNode();
            result.put("job_id", job.get("job_id").textValue());
            result.put("status", "completed");
            result.set("data", job.get("payload").get("data"));
            return MAPPER.writeValueAsBytes(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

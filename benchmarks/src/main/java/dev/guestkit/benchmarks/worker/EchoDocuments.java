package dev.guestkit.benchmarks.worker;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The bytes of echo jobs as an application would send them, each under its own id. */
final class EchoDocuments {
    private EchoDocuments() {}

    static List<byte[]> make(int count) {
        JobCodec codec = JobCodec.standard();
        Json data = Json.ofValue(Map.of("text", "hello", "numbers", List.of(1, 2, 3), "nested", Map.of("flag", true)));
        return IntStream.range(0, count)
                .mapToObj(i -> codec.write(
                        JobBuilder.echo(data).name("echo").label("run", "bench").build()))
                .toList();
    }
}

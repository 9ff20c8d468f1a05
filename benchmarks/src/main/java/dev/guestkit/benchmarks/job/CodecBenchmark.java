package dev.guestkit.benchmarks.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Limits;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Bytes to document, beside Jackson's bytes to tree with the same limits and detection of duplicates. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private final JobCodec codec = JobCodec.standard();
    private final JobDocument document = SampleJob.document();
    private final byte[] bytes = codec.write(document);
    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.STANDARD.nesting())
                            .maxStringLength(Limits.STANDARD.stringUnits())
                            .maxNameLength(Limits.STANDARD.stringUnits())
                            .maxNumberLength(Limits.STANDARD.numberChars())
                            .maxDocumentLength(Limits.STANDARD.jobBytes())
                            .build())
                    .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Reads a whole document with our codec. */
    @Benchmark
    public JobDocument ours() {
        return codec.readJob(bytes);
    }

    /** Reads a tree with Jackson. */
    @Benchmark
    public JsonNode reference() throws IOException {
        return mapper.readTree(bytes);
    }

    /** Writes the document with our codec; no floor, for information. */
    @Benchmark
    public byte[] write() {
        return codec.write(document);
    }
}

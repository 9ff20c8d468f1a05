package dev.guestkit.benchmarks.worker;

import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Heap;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.spi.JobSubmission;
import java.util.ArrayList;
import java.util.List;

/** What one queued job costs on the heap of the in-memory transport, beyond the bytes of its document. */
public final class QueueHeapBenchmark implements FloorBenchmark {
    @Override
    public String name() {
        return "queue-heap";
    }

    @Override
    public List<Measurement> run(boolean quick) {
        int jobs = quick ? 20_000 : 100_000;
        List<Double> each = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            each.add(bytesPerJob(jobs));
        }
        return List.of(Measurement.atMost(2048, "memory.queued.heap", each, "bytes/job"));
    }

    private static double bytesPerJob(int jobs) {
        List<byte[]> documents = EchoDocuments.make(jobs);
        JobCodec codec = JobCodec.standard();
        try (MemoryTransport transport = MemoryTransport.create()) {
            long before = Heap.used();
            for (byte[] bytes : documents) {
                JobDocument document = codec.readJob(bytes);
                transport.client().submit(JobSubmission.of(document, bytes));
            }
            long after = Heap.used();
            if (transport.control().stats().depth() != documents.size()) {
                throw new IllegalStateException("not all jobs are queued");
            }
            return (double) (after - before) / jobs;
        }
    }
}

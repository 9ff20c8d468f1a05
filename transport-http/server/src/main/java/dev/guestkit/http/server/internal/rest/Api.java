package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Printable;
import dev.guestkit.job.JobIds;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobTransport;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the endpoints work on. Thread-safe.
 *
 * @param worker of this process, when it has one
 * @param maxQueued how many jobs may wait before submissions are refused
 */
public record Api(JobTransport transport, Optional<Worker> worker, InstantSource time, long maxQueued) {
    /** Where jobs are. */
    public static final String JOBS = WirePaths.API + "/jobs";
    /** Where one is. */
    public static final String JOB = JOBS + "/{id}";

    /** The jobs of the transport. */
    public JobClient client() {
        return transport.client();
    }

    /** The id that a path names; what is no id at all names nothing. */
    static String jobId(Call call) {
        String id = call.parameter(0);
        if (!JobIds.isValid(id)) {
            throw unknown(id);
        }
        return id;
    }

    /** The job that a path names. */
    public JobRecord job(Call call) {
        String id = jobId(call);
        return client().find(id).orElseThrow(() -> unknown(id));
    }

    static ApiException unknown(String id) {
        return ApiError.NOT_FOUND.because("no job is known as " + Printable.of(id));
    }
}

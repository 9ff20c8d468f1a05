package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;

/** The door for jobs that the server builds itself out of what a client sent. Thread-safe. */
public final class Submitter {
    private final Door door;

    /** Makes one over this. */
    public Submitter(Api api) {
        this.door = new Door(api);
    }

    /** Submits a job for whoever calls, who stands in its audit. */
    public void submit(JobDocument job, Call call) {
        JobCodec codec = JobCodec.standard();
        submit(codec.readJson(codec.write(job)), call);
    }

    /** The same with a document that the door completes. */
    public void submit(Json job, Call call) {
        door.submit(job, Sender.of(call));
    }

    /** Bytes of a job at most. */
    public int largestJob() {
        return JobCodec.standard().limits().jobBytes();
    }
}

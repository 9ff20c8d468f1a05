package dev.guestkit.transport.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where everything lies below the root of a spool; {@code docs/spool-layout.md} explains it. Immutable. */
record Layout(Path root, FileNames names) {
    static final String RESULT = "-result.json";
    static final String REASON = ".reason.txt";

    Path drop() {
        return root.resolve("jobs");
    }

    Path done() {
        return drop().resolve("done");
    }

    Path failed() {
        return drop().resolve("failed");
    }

    Path rejected() {
        return drop().resolve("rejected");
    }

    Path results() {
        return root.resolve("results");
    }

    Path queue() {
        return root.resolve("queue");
    }

    Path records() {
        return root.resolve("records");
    }

    Path events() {
        return root.resolve("events");
    }

    Path artifacts() {
        return root.resolve("artifacts");
    }

    Path keys() {
        return root.resolve("keys");
    }

    /** Digests of documents as received, where a front door filled something in. */
    Path received() {
        return root.resolve("received");
    }

    /** Further names of the documents of jobs that must not run beside others, from their first claim on. */
    Path apart() {
        return root.resolve("apart");
    }

    Path workers() {
        return root.resolve("workers");
    }

    Path control() {
        return root.resolve("control");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path archive() {
        return root.resolve("archive");
    }

    /** Says that this directory is a spool; as long as it is not there, nothing is written. */
    Path marker() {
        return control().resolve("spool.json");
    }

    Path pause() {
        return control().resolve("paused");
    }

    List<Path> directories() {
        return List.of(
                done(),
                failed(),
                rejected(),
                results(),
                queue(),
                records(),
                events(),
                artifacts(),
                keys(),
                received(),
                apart(),
                workers(),
                control(),
                temporary(),
                archive());
    }

    /** The document of a job that has not ended. */
    Path document(String jobId) {
        return queue().resolve(names.encode(jobId) + ".json");
    }

    /** Step {@code number}, from 1, in the life of a job that has not ended. */
    Path step(String jobId, int number) {
        return queue().resolve(names.encode(jobId) + "~" + number + ".json");
    }

    Path apart(String jobId) {
        return apart().resolve(names.encode(jobId) + ".json");
    }

    Path result(String jobId) {
        return results().resolve(names.encode(jobId) + RESULT);
    }

    /** The job whose event log a file is, by its name. */
    Optional<String> eventLogOf(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf(".ndjson");
        return dot < 0 ? Optional.empty() : Optional.of(names.decode(name.substring(0, dot)));
    }

    /** The job whose result a file is, by its name. */
    Optional<String> resultOf(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(RESULT)
                ? Optional.of(names.decode(name.substring(0, name.length() - RESULT.length())))
                : Optional.empty();
    }

    Path record(String jobId) {
        return records().resolve(names.encode(jobId) + ".json");
    }

    Path eventLog(String jobId) {
        return events().resolve(names.encode(jobId) + ".ndjson");
    }

    Path artifacts(String jobId) {
        return artifacts().resolve(names.encode(jobId));
    }

    Path doneDocument(String jobId) {
        return done().resolve(names.encode(jobId) + ".json");
    }

    Path failedDocument(String jobId) {
        return failed().resolve(names.encode(jobId) + ".json");
    }

    Path failedReason(String jobId) {
        return failed().resolve(names.encode(jobId) + REASON);
    }
}

package dev.guestkit.job;

/**
 * One reason why a worker may not take a job.
 *
 * @param pointer JSON Pointer to the requirement in the job document
 * @param message what is required and what the worker has
 */
public record Mismatch(String pointer, String message) {
    @Override
    public String toString() {
        return pointer + ": " + message;
    }
}

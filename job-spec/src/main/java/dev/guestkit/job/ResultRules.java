package dev.guestkit.job;

import java.util.Optional;

/** What annotations cannot say about a result (sections 3 and 9). */
final class ResultRules {
    private ResultRules() {}

    static void check(JobResult result, Problems problems) {
        result.outputs().ifPresent(outputs -> {
            ListRules lists = new ListRules(problems);
            lists.notEmpty(outputs.artifacts(), "/outputs/artifacts");
            lists.artifacts(outputs.artifactDetails());
        });
        if (problems.isBad("/status")) {
            return;
        }
        JobStatus status = result.status();
        boolean completed = status == JobStatus.COMPLETED;
        if (completed) {
            needed(result.completedAt(), "completed_at", status, problems);
            needed(result.outputs(), "outputs", status, problems);
            refused(result.failedAt(), "failed_at", status, problems);
        } else if (status.isTerminal()) {
            needed(result.failedAt(), "failed_at", status, problems);
            needed(result.error(), "error", status, problems);
            refused(result.completedAt(), "completed_at", status, problems);
        }
        if (completed || !status.isTerminal()) {
            refused(result.error(), "error", status, problems);
        }
    }

    private static void needed(Optional<?> value, String key, JobStatus status, Problems problems) {
        if (value.isEmpty()) {
            problems.error(
                    "/" + key, ProblemCodes.MISSING, key + " is missing in a result that is " + status.wireName());
        }
    }

    private static void refused(Optional<?> value, String key, JobStatus status, Problems problems) {
        if (value.isPresent()) {
            problems.error(
                    "/" + key,
                    ProblemCodes.CONFLICTING_VALUES,
                    key + " has no place in a result that is " + status.wireName());
        }
    }
}

package dev.guestkit.job;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What annotations cannot say about a job document. */
final class JobRules {
    private static final long LONG_TIMEOUT = 86_400;

    private JobRules() {}

    static void check(JobDocument document, Set<OperationVersion> atHand, Problems problems) {
        document.execution().ifPresent(e -> execution(e, problems));
        document.constraints().ifPresent(c -> constraints(c, problems));
        document.routing().flatMap(Routing::antiAffinity).ifPresent(a -> antiAffinity(a, problems));
        if (problems.isBad("/operation")) {
            return;
        }
        boolean typed = !problems.isBad("/payload/type");
        boolean same = typed && namesOperation(document, problems);
        if (same) {
            door(document, atHand, problems);
        } else if (!Operations.SHAPES.containsKey(document.operation())) {
            unknown(document.operation(), atHand, problems);
        }
        // A type that is missing or malformed can only have meant version 1, the one there is.
        boolean first = same ? version(document) == 1 : !typed;
        if (first && !problems.isBad("/payload/data")) {
            Operations.check(document.operation(), document.payload().data(), problems);
        }
    }

    private static void execution(Execution e, Problems problems) {
        if (e.attemptOrDefault() > e.maxAttemptsOrDefault() && !problems.isBad("/execution/max_attempts")) {
            problems.error(
                    "/execution/attempt",
                    ProblemCodes.CONFLICTING_VALUES,
                    "attempt must be at most max_attempts, " + e.maxAttemptsOrDefault() + ", is "
                            + e.attemptOrDefault());
        }
        if (e.timeoutSecondsOrDefault() > LONG_TIMEOUT) {
            problems.warning(
                    "/execution/timeout_seconds",
                    ProblemCodes.UNUSUAL_VALUE,
                    "timeout_seconds is more than a day: " + e.timeoutSecondsOrDefault());
        }
    }

    private static void constraints(Constraints constraints, Problems problems) {
        constraints
                .minimumWorkerVersion()
                .filter(v -> SemanticVersion.parse(v).isEmpty())
                .ifPresent(v -> problems.error(
                        "/constraints/minimum_worker_version",
                        ProblemCodes.INVALID_VALUE,
                        "minimum_worker_version must be a semantic version such as 1.2.0, is " + Text.quote(v)));
        ListRules lists = new ListRules(problems);
        lists.notEmpty(constraints.requiredCapabilities(), "/constraints/required_capabilities");
        lists.notEmpty(constraints.requiredFeatures(), "/constraints/required_features");
        lists.notEmpty(constraints.allowedWorkerPools(), "/constraints/allowed_worker_pools");
    }

    private static void antiAffinity(Map<String, List<String>> antiAffinity, Problems problems) {
        List<String> ids = antiAffinity.getOrDefault(Routing.CONCURRENT_JOBS, List.of());
        for (int i = 0; i < ids.size(); i++) {
            if (!JobIds.isValid(ids.get(i))) {
                problems.error(
                        "/routing/anti_affinity/" + Routing.CONCURRENT_JOBS + "/" + i,
                        ProblemCodes.INVALID_VALUE,
                        "a job id " + Rules.JOB_ID_TEXT + ", is " + Text.quote(ids.get(i)));
            }
        }
    }

    private static boolean namesOperation(JobDocument document, Problems problems) {
        String type = document.payload().type();
        String operation = document.operation();
        // The type's syntax is known to be right: nothing but a version can follow.
        boolean same = type.startsWith(operation + ".v") && type.lastIndexOf('.') == operation.length();
        if (!same) {
            problems.error(
                    "/payload/type",
                    ProblemCodes.CONFLICTING_VALUES,
                    "type must name the operation " + Text.quote(operation) + ", is " + Text.quote(type));
        }
        return same;
    }

    private static int version(JobDocument document) {
        String type = document.payload().type();
        return Integer.parseInt(type.substring(type.lastIndexOf('.') + 2));
    }

    /** Known and unknown operations at the door (section 1). */
    private static void door(JobDocument document, Set<OperationVersion> atHand, Problems problems) {
        String operation = document.operation();
        int version = version(document);
        boolean known = (version == 1 && Operations.SHAPES.containsKey(operation))
                || atHand.contains(new OperationVersion(operation, version));
        if (known) {
            return;
        }
        if (Operations.SHAPES.containsKey(operation) || isAtHand(operation, atHand)) {
            problems.error(
                    "/payload/type",
                    ErrorCode.UNSUPPORTED_OPERATION.name(),
                    "version " + version + " of the payload of " + operation + " is not known");
        } else {
            unknown(operation, atHand, problems);
        }
    }

    private static boolean isAtHand(String operation, Set<OperationVersion> atHand) {
        return atHand.stream().anyMatch(o -> o.operation().equals(operation));
    }

    private static void unknown(String operation, Set<OperationVersion> atHand, Problems problems) {
        if (isAtHand(operation, atHand)) {
            return;
        }
        switch (operation.substring(0, operation.indexOf('.'))) {
            case "hyper2kvm" -> {
                // A worker of that family may take it.
            }
            case "guestkit", "system" ->
                problems.error(
                        "/operation",
                        ErrorCode.UNSUPPORTED_OPERATION.name(),
                        "operation " + Text.quote(operation) + " is not known and no worker could handle it");
            default ->
                problems.warning(
                        "/operation",
                        ProblemCodes.UNKNOWN_NAMESPACE,
                        "operation " + Text.quote(operation)
                                + " is of a foreign namespace; the job waits for a worker that" + " has it");
        }
    }
}

package dev.guestkit.worker;

import dev.guestkit.job.DocumentException;
import dev.guestkit.job.WorkflowPayload;
import dev.guestkit.worker.internal.system.MemberJobs;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job and, when it is a workflow, the jobs that its members became. Thread-safe. Every method throws what the client throws.
 *
 * <pre>{@code
 * JobTree.of(transport.client()).cancel(workflowId, "no longer wanted");
 * }</pre>
 */
public final class JobTree {
    private static final String WORKFLOW = "system.workflow";

    /** One look of a workflow at its members takes milliseconds. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final JobClient client;

    private JobTree(JobClient client) {
        this.client = client;
    }

    /** For the jobs of this client. */
    public static JobTree of(JobClient client) {
        return new JobTree(client);
    }

    /**
     * The newest job of each member that has one, in the order in which the members run; none when the job is no workflow, is
     * unknown, or is no valid one.
     */
    public List<JobRecord> members(String jobId) {
        return client.find(jobId).map(this::members).orElse(List.of());
    }

    private List<JobRecord> members(JobRecord workflow) {
        List<JobRecord> found = new ArrayList<>();
        for (String name : names(workflow)) {
            Optional<JobRecord> member = Optional.empty();
            for (int round = workflow.failedStarts(); round >= 0 && member.isEmpty(); round--) {
                member = client.find(MemberJobs.id(workflow.jobId(), name, round));
            }
            member.ifPresent(found::add);
        }
        return found;
    }

    private static List<String> names(JobRecord workflow) {
        if (!workflow.document().operation().equals(WORKFLOW)) {
            return List.of();
        }
        try {
            return WorkflowPayload.from(workflow.document().payload()).ordered().stream()
                    .map(member -> member.id().orElseThrow())
                    .toList();
        } catch (DocumentException e) {
            return List.of(); // it ended without a member
        }
    }

    /**
     * Asks for a stop, of a workflow's members as well: a workflow waits in the queue while they run, so that its own end would
     * not reach them.
     *
     * @return what became of the job itself
     */
    public CancelOutcome cancel(String jobId, String reason) {
        CancelOutcome outcome = client.cancel(jobId, reason);
        Optional<JobRecord> workflow =
                client.find(jobId).filter(r -> r.document().operation().equals(WORKFLOW));
        if (workflow.isPresent() && outcome == CancelOutcome.REQUESTED) {
            client.await(jobId, LOOK); // or it would submit another while we look
        }
        boolean over =
                client.find(jobId).filter(r -> r.state() == JobState.CANCELLED).isPresent();
        if (over || outcome == CancelOutcome.REQUESTED) {
            workflow.map(this::members).orElse(List.of()).stream()
                    .filter(member -> !member.state().isTerminal())
                    .forEach(member -> client.cancel(member.jobId(), "its workflow " + jobId + ": " + reason));
        }
        return outcome;
    }
}

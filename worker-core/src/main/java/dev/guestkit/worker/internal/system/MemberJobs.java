package dev.guestkit.worker.internal.system;

import dev.guestkit.job.DocumentException;
import dev.guestkit.job.Execution;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobIds;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.Json;
import dev.guestkit.job.Metadata;
import dev.guestkit.job.Payload;
import dev.guestkit.job.WorkflowPayload.Member;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that a workflow's members become. Everything about them follows from the workflow's document, the member and the round,
 * so that whoever runs the workflow again submits the very same ones.
 */
public final class MemberJobs {
    /** The label that names the workflow. */
    public static final String WORKFLOW_LABEL = "guestkit.workflow";

    /** The label that names the member. */
    public static final String MEMBER_LABEL = "guestkit.member";

    private MemberJobs() {}

    /**
     * The id of a member's job.
     *
     * @param round how many attempts of the workflow failed before
     */
    public static String id(String workflowId, String member, int round) {
        String plain = workflowId + "." + round + "." + member;
        return JobIds.isValid(plain) ? plain : "member-" + digest(workflowId + "/" + round + "/" + member);
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /**
     * A member's job. It has the workflow's namespace, priority, deadline and trace, and labels that lead back to it.
     *
     * @throws DocumentException when no worker could ever take it
     */
    static JobDocument of(JobDocument workflow, Member member, int round) {
        String name = member.id().orElseThrow();
        JobDocument job = new JobDocument(
                workflow.schema(),
                workflow.version(),
                id(workflow.jobId(), name, round),
                workflow.createdAt(),
                workflow.kind(),
                member.operation().orElseThrow(),
                payload(member.payload().orElseThrow()),
                Optional.of(labelled(workflow, name)),
                workflow.execution().flatMap(MemberJobs::inherited),
                Optional.empty(),
                workflow.routing(),
                workflow.observability(),
                workflow.audit(),
                Map.of());
        return JobValidator.standard().check(JobCodec.standard().write(job)).orThrow();
    }

    private static Payload payload(Json json) {
        String type = json.at("/type").flatMap(Json::text).orElse("");
        return new Payload(type, json.at("/data").orElse(Json.NULL), Map.of());
    }

    private static Metadata labelled(JobDocument workflow, String member) {
        Map<String, String> labels =
                new HashMap<>(workflow.metadata().flatMap(Metadata::labels).orElse(Map.of()));
        labels.put(WORKFLOW_LABEL, workflow.jobId());
        labels.put(MEMBER_LABEL, member);
        return new Metadata(
                Optional.of(member),
                workflow.metadata().flatMap(Metadata::namespace),
                Optional.of(labels),
                Optional.empty(),
                Map.of());
    }

    private static Optional<Execution> inherited(Execution of) {
        Execution execution = new Execution(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                of.deadline(),
                of.priority(),
                Optional.empty(),
                Map.of());
        return execution.equals(Execution.DEFAULT) ? Optional.empty() : Optional.of(execution);
    }
}

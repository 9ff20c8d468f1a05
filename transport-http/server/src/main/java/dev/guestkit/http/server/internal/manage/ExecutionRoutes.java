package dev.guestkit.http.server.internal.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.internal.rest.Api;
import dev.guestkit.http.server.internal.rest.Submitter;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Endpoint;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.job.Metadata;
import dev.guestkit.job.OperationVersion;
import dev.guestkit.job.WorkflowPayload;
import dev.guestkit.worker.JobTree;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import java.util.List;
import java.util.Optional;

/** {@code /api/distributed/execute}: an execution is a workflow. */
final class ExecutionRoutes {
    private static final String EXECUTE = ManageRoutes.ROOT + "/execute";
    private static final String WORKFLOW = "system.workflow";

    /** What the caller calls the workflow of which this is one execution. */
    private static final String WORKFLOW_ID = "workflow-id";

    private final Api api;
    private final Submitter submitter;

    ExecutionRoutes(Api api, Submitter submitter) {
        this.api = api;
        this.submitter = submitter;
    }

    List<Route> routes() {
        return List.of(
                Route.post(EXECUTE, Scope.SUBMIT, submitter.largestJob(), Endpoint.of(this::execute))
                        .addingWork(),
                Route.get(EXECUTE + "/{executionId}", this::look));
    }

    private Response execute(Call call) {
        Body body = Body.of(call);
        String workflowId = body.requiredText("workflowId");
        List<Body> members = body.objects("jobs");
        JobDocument document;
        try {
            document = document(body, workflowId, members);
            WorkflowPayload.from(document.payload()).ordered();
        } catch (DocumentException e) {
            throw ApiError.BAD_REQUEST.because(String.valueOf(e.getMessage()));
        }
        submitter.submit(document, call);
        JobRecord record = api.transport().client().find(document.jobId()).orElseThrow(ExecutionRoutes::unknown);
        return Flat.ok(json -> {
            json.put("executionId", record.jobId());
            json.put("status", status(record, List.of()));
            Flat.time(json, "startedAt", Optional.of(record.submittedAt()));
            Flat.time(json, "completedAt", record.endedAt());
            json.put("jobCount", members.size());
        });
    }

    private static JobDocument document(Body body, String workflowId, List<Body> members) {
        JobBuilder job = JobBuilder.workflow(workflow -> {
            for (Body member : members) {
                workflow.job(
                        member.requiredText("id"),
                        job(member),
                        member.texts("dependsOn").toArray(String[]::new));
            }
            body.whole("parallelism", 1).ifPresent(workflow::parallelism);
        });
        return job.annotation(WORKFLOW_ID, workflowId).build();
    }

    /** A type without a dot is the caller's own. */
    private static JobBuilder job(Body member) {
        String type = member.requiredText("type");
        OperationVersion operation = new OperationVersion(type.contains(".") ? type : "custom." + type, 1);
        if (!operation.isValid()) {
            throw member.wrong(
                    "type", "must be letters, digits, _ and -, in at most three parts with dots between them");
        }
        JobBuilder job = JobBuilder.operation(operation, member.json("config").orElse(Json.NULL));
        member.text("name").ifPresent(job::name);
        return job;
    }

    private Response look(Call call) {
        String id = call.parameter(0);
        JobRecord record = api.transport()
                .client()
                .find(id)
                .filter(r -> r.document().operation().equals(WORKFLOW))
                .orElseThrow(ExecutionRoutes::unknown);
        List<JobRecord> members = JobTree.of(api.transport().client()).members(id);
        return Flat.ok(json -> write(json.putObject("execution"), record, members));
    }

    private static ApiException unknown() {
        return ApiError.NOT_FOUND.because("no execution is known by this id");
    }

    private void write(ObjectNode node, JobRecord record, List<JobRecord> members) {
        long completed = count(members, JobState.COMPLETED);
        long failed = members.stream().filter(m -> m.state().isTerminal()).count() - completed;
        int total = WorkflowPayload.from(record.document().payload()).jobs().size();
        node.put("executionId", record.jobId());
        node.put(
                "workflowId",
                record.document()
                        .metadata()
                        .flatMap(Metadata::annotations)
                        .map(a -> a.get(WORKFLOW_ID))
                        .orElse(record.jobId()));
        node.put("status", status(record, members));
        Flat.time(node, "startedAt", Optional.of(record.submittedAt()));
        Flat.time(node, "completedAt", record.endedAt());
        node.putObject("progress")
                .put("total", total)
                .put("completed", completed)
                .put("failed", failed)
                .put("running", count(members, JobState.ASSIGNED) + count(members, JobState.RUNNING));
        node.put("checkpointId", completed + failed == 0 ? null : record.jobId() + "@" + (completed + failed));
    }

    private static long count(List<JobRecord> members, JobState state) {
        return members.stream().filter(m -> m.state() == state).count();
    }

    private String status(JobRecord record, List<JobRecord> members) {
        return switch (record.state()) {
            case COMPLETED -> "completed";
            case FAILED, TIMEOUT -> "failed";
            case CANCELLED -> "cancelled";
            case PENDING, QUEUED, ASSIGNED, RUNNING -> {
                if (api.transport().control().stats().paused()) {
                    yield "paused";
                }
                yield members.isEmpty() && !record.state().isClaimed() ? "pending" : "running";
            }
        };
    }
}

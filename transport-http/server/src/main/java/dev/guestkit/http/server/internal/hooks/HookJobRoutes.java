package dev.guestkit.http.server.internal.hooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.WebhookSettings;
import dev.guestkit.http.server.internal.rest.Api;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.http.server.internal.route.Query;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobQueryBuilder;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /jobs}: what became of events, in the words of that system and without an envelope. */
public final class HookJobRoutes {
    private static final String JOBS = "/jobs";
    private static final int PAGE = 1_000;
    /** Nobody leafs through more. */
    private static final int MOST = 100_000;

    private static final Set<String> PARAMETERS = Set.of("status", "repo", "branch", "limit", "offset", "cursor");

    private static final Map<String, Set<JobState>> STATES = Map.of(
            "pending", Set.of(JobState.PENDING, JobState.QUEUED, JobState.ASSIGNED),
            "running", Set.of(JobState.RUNNING),
            "success", Set.of(JobState.COMPLETED),
            "failed", Set.of(JobState.FAILED, JobState.TIMEOUT),
            "cancelled", Set.of(JobState.CANCELLED));

    private final Api api;
    private final Duration shown;

    /** Makes those over this. */
    public HookJobRoutes(Api api, WebhookSettings settings) {
        this.api = api;
        this.shown = settings.shown();
    }

    /** Every one of them. */
    public List<Route> routes() {
        return List.of(Route.get(JOBS, this::list), Route.get(JOBS + "/{id}", call -> answer(view(job(call)))));
    }

    private Response list(Call call) {
        Query query = call.query().only(PARAMETERS);
        int limit = whole(query, "limit", 1, 100).orElse(20);
        int offset = whole(query, "offset", 0, MOST).orElse(0);
        List<JobSummary> rows = matching(query);
        int from = query.one("cursor").map(c -> behind(rows, c)).orElse(0) + offset;
        List<JobSummary> page = rows.subList(Math.min(from, rows.size()), Math.min(from + limit, rows.size()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode jobs = body.putArray("jobs");
        page.forEach(row -> api.transport().client().find(row.jobId()).ifPresent(job -> jobs.add(view(job))));
        body.put("total", rows.size()).put("offset", offset).put("limit", limit);
        boolean more = from + page.size() < rows.size() && !page.isEmpty();
        body.put("next_cursor", more ? page.get(page.size() - 1).jobId() : null);
        return answer(body);
    }

    /** All that are shown; there are as many as events in a day. */
    private List<JobSummary> matching(Query query) {
        Map<String, String> labels = new HashMap<>(Map.of(HookLabels.FORGE, HookLabels.YES));
        query.one("repo").ifPresent(repository -> labels.put(HookLabels.REPOSITORY, repository));
        query.one("branch").ifPresent(branch -> labels.put(HookLabels.BRANCH, HookEvent.shortName(branch)));
        JobQueryBuilder wanted = JobQuery.builder().labels(labels).limit(PAGE);
        query.one("status").ifPresent(word -> wanted.states(states(word)));
        Instant oldest = api.time().instant().minus(shown);
        List<JobSummary> rows = new ArrayList<>();
        Optional<String> cursor;
        do {
            JobPage page = api.transport().client().list(wanted.build());
            page.jobs().stream()
                    .filter(row -> row.endedAt().filter(oldest::isAfter).isEmpty())
                    .forEach(rows::add);
            cursor = page.nextCursor();
            cursor.ifPresent(wanted::cursor);
        } while (cursor.isPresent() && rows.size() < MOST);
        return rows;
    }

    private static Optional<Integer> whole(Query query, String key, int least, int most) {
        return query.one(key).map(value -> {
            int number;
            try {
                number = Integer.parseInt(value);
            } catch (NumberFormatException e) {
                number = least - 1;
            }
            if (number < least || number > most) {
                throw Query.bad(key, value, "a whole number from " + least + " to " + most);
            }
            return number;
        });
    }

    private static Set<JobState> states(String word) {
        Set<JobState> states = STATES.get(word);
        if (states == null) {
            throw ApiError.BAD_REQUEST.because("status is one of pending, running, success, failed, cancelled");
        }
        return states;
    }

    private static int behind(List<JobSummary> rows, String cursor) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).jobId().equals(cursor)) {
                return i + 1;
            }
        }
        throw ApiError.BAD_REQUEST.because("the cursor is none of ours, or its job is not shown any more; begin anew");
    }

    private JobRecord job(Call call) {
        return api.transport()
                .client()
                .find(call.parameter(0))
                .filter(job -> HookLabels.of(job).containsKey(HookLabels.FORGE))
                .orElseThrow(() -> ApiError.NOT_FOUND.because("no event became a job with this id"));
    }

    private ObjectNode view(JobRecord job) {
        Map<String, String> labels = HookLabels.of(job);
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("id", job.jobId());
        view.put("repo", labels.getOrDefault(HookLabels.REPOSITORY, ""));
        view.put("branch", labels.getOrDefault(HookLabels.BRANCH, ""));
        view.put("commit", labels.getOrDefault(HookLabels.COMMIT, ""));
        view.put("author", labels.getOrDefault(HookLabels.AUTHOR, ""));
        view.put("status", word(job.state()));
        view.put("created_at", job.submittedAt().toString());
        job.startedAt().ifPresent(time -> view.put("started_at", time.toString()));
        job.endedAt().ifPresent(time -> view.put("finished_at", time.toString()));
        job.workerId().ifPresent(id -> view.put("worker_id", id));
        if (job.startedAt().isPresent() && job.endedAt().isPresent()) {
            Duration took =
                    Duration.between(job.startedAt().get(), job.endedAt().get());
            view.put("duration", took.toMillis() / 1000.0);
        }
        if (job.state().isTerminal()) {
            exitCode(job.jobId()).ifPresent(code -> view.put("exit_code", code));
        }
        return view;
    }

    private Optional<Integer> exitCode(String jobId) {
        return api.transport()
                .client()
                .result(jobId)
                .flatMap(JobResult::data)
                .flatMap(data -> data.at("/exit_code"))
                .map(Json::toNode)
                .filter(node -> node.isIntegralNumber() && node.canConvertToInt())
                .map(node -> node.intValue());
    }

    private static String word(JobState state) {
        return STATES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(state))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static Response answer(ObjectNode body) {
        return Response.of(200, Map.of("Content-Type", Envelope.JSON), JsonText.bytes(json -> json.writeTree(body)));
    }
}

package dev.guestkit.job;

import dev.guestkit.job.WorkflowPayload.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the members of a workflow in an order in which each comes after all it depends on, or says why there is none. */
final class WorkflowOrder {
    private static final Where JOBS = Where.ROOT.child("payload").child("data").child("jobs");

    private final List<Member> members;
    private final Problems problems = new Problems();
    private final Set<String> names = new HashSet<>();

    private WorkflowOrder(List<Member> members) {
        this.members = members;
    }

    /** The same members in such an order; those that no dependency parts stay as they were. */
    static List<Member> of(List<Member> members) {
        WorkflowOrder order = new WorkflowOrder(members);
        order.checkMembers();
        order.refuse();
        List<Member> sorted = order.sorted();
        order.refuse();
        return sorted;
    }

    private void refuse() {
        ValidationReport report = problems.report();
        if (!report.isValid()) {
            throw new DocumentException(report);
        }
    }

    private void checkMembers() {
        if (members.isEmpty()) {
            problems.error(JOBS, ProblemCodes.MISSING, "a workflow needs at least one job");
        }
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            Where where = JOBS.child(i);
            required(where, "id", member.id().isPresent());
            required(where, "operation", member.operation().isPresent());
            required(where, "payload", member.payload().isPresent());
            String id = member.id().orElse("");
            if (!id.isEmpty() && !names.add(id)) {
                problems.error(where.child("id"), ProblemCodes.CONFLICTING_VALUES, "a second job has the id " + id);
            }
        }
        for (int i = 0; i < members.size(); i++) {
            List<String> others = members.get(i).dependsOn();
            for (int d = 0; d < others.size(); d++) {
                if (!names.contains(others.get(d))) {
                    Where where = JOBS.child(i).child("depends_on").child(d);
                    problems.error(
                            where, ProblemCodes.INVALID_VALUE, "no job of this workflow has the id " + others.get(d));
                }
            }
        }
    }

    private void required(Where where, String key, boolean there) {
        if (!there) {
            problems.error(where.child(key), ProblemCodes.MISSING, "a job of a workflow needs " + key);
        }
    }

    /** Kahn, "Topological sorting of large networks", 1962. */
    private List<Member> sorted() {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<Member>> dependents = new HashMap<>();
        Deque<Member> ready = new ArrayDeque<>();
        for (Member member : members) {
            List<String> before = member.dependsOn().stream().distinct().toList();
            open.put(id(member), before.size());
            before.forEach(other -> dependents
                    .computeIfAbsent(other, unused -> new ArrayList<>())
                    .add(member));
            if (before.isEmpty()) {
                ready.add(member);
            }
        }
        List<Member> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            Member member = ready.remove();
            sorted.add(member);
            for (Member next : dependents.getOrDefault(id(member), List.of())) {
                if (open.merge(id(next), -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        String circle = open.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!circle.isEmpty()) {
            problems.error(
                    JOBS,
                    ProblemCodes.CONFLICTING_VALUES,
                    "these jobs wait for each other in a circle, or for one that does: " + circle);
        }
        return sorted;
    }

    private static String id(Member member) {
        return member.id().orElse("");
    }
}

package dev.guestkit.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What a {@code system.workflow} job asks for. Immutable. */
public record WorkflowPayload(List<Member> jobs, Optional<Long> parallelism) {
    /** Copies the list. */
    public WorkflowPayload {
        jobs = List.copyOf(jobs);
    }

    /**
     * One job of the workflow; what the document left out is empty.
     *
     * @param payload an object with {@code type} and {@code data}
     * @param dependsOn ids of members that must have completed
     */
    public record Member(
            Optional<String> id, Optional<String> operation, Optional<Json> payload, List<String> dependsOn) {
        /** Copies the list. */
        public Member {
            dependsOn = List.copyOf(dependsOn);
        }
    }

    /**
     * Reads the payload of a {@code system.workflow} job.
     *
     * @throws DocumentException with every problem when the payload is of another operation or version, or not valid
     */
    public static WorkflowPayload from(Payload payload) {
        DataNode data = new DataNode(Operations.require(Operations.WORKFLOW, payload));
        return new WorkflowPayload(
                data.list(
                        "jobs",
                        m -> new Member(m.text("id"), m.text("operation"), m.json("payload"), m.texts("depends_on"))),
                data.whole("parallelism"));
    }

    /**
     * The jobs in an order in which each comes after all that it depends on; each has an id, an operation and a payload.
     *
     * @throws DocumentException with every problem when there is no job, one lacks something, an id is there twice, a dependency
     *     is unknown, or jobs wait for each other in a circle
     */
    public List<Member> ordered() {
        return WorkflowOrder.of(jobs);
    }

    /** Puts the data together. Not thread-safe. */
    public static final class Builder extends DataBuilder<Builder> {
        Builder() {
            super(Operations.WORKFLOW);
            at().putArray("jobs");
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds a member that does what {@code job} does; of that only the operation and the payload are taken.
         *
         * @throws DocumentException when {@code job} is not valid
         */
        public Builder job(String id, JobBuilder job, String... dependsOn) {
            JobDocument document = job.build();
            ObjectNode member = at().withArrayProperty("jobs").addObject();
            member.put("id", id).put("operation", document.operation());
            member.putObject("payload")
                    .put("type", document.payload().type())
                    .set("data", document.payload().data().shared());
            for (String other : dependsOn) {
                member.withArrayProperty("depends_on").add(other);
            }
            return this;
        }

        /** How many members run at once at most, at least 1. */
        public Builder parallelism(long most) {
            at().put("parallelism", most);
            return this;
        }
    }
}

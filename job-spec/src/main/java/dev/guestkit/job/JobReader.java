package dev.guestkit.job;

/** Takes a job document out of its tree. */
final class JobReader {
    private JobReader() {}

    static JobDocument read(Fields f) {
        return new JobDocument(
                f.text("$schema"),
                f.requiredText("version"),
                f.requiredText("job_id"),
                f.requiredTime("created_at"),
                f.requiredText("kind"),
                f.requiredText("operation"),
                f.requiredObject("payload", JobReader::payload),
                f.object("metadata", JobReader::metadata),
                f.object("execution", JobReader::execution),
                f.object("constraints", JobReader::constraints),
                f.object("routing", JobReader::routing),
                f.object("observability", JobReader::observability),
                f.object("audit", JobReader::audit),
                f.unknown(Keys.JOB));
    }

    private static Payload payload(Fields f) {
        return new Payload(f.requiredText("type"), f.requiredAny("data"), f.unknown(Keys.PAYLOAD));
    }

    private static Metadata metadata(Fields f) {
        return new Metadata(
                f.text("name"),
                f.text("namespace"),
                f.textMap("labels"),
                f.textMap("annotations"),
                f.unknown(Keys.METADATA));
    }

    private static Execution execution(Fields f) {
        return new Execution(
                f.text("idempotency_key"),
                f.smallInteger("attempt"),
                f.smallInteger("max_attempts"),
                f.integer("timeout_seconds"),
                f.time("deadline"),
                f.smallInteger("priority"),
                f.flag("cancellable"),
                f.unknown(Keys.EXECUTION));
    }

    private static Constraints constraints(Fields f) {
        return new Constraints(
                f.textList("required_capabilities"),
                f.textList("required_features"),
                f.text("minimum_worker_version"),
                f.integer("maximum_disk_size_gb"),
                f.flag("require_privileged"),
                f.textList("allowed_worker_pools"),
                f.unknown(Keys.CONSTRAINTS));
    }

    private static Routing routing(Fields f) {
        return new Routing(
                f.text("worker_id"),
                f.text("worker_pool"),
                f.textMap("affinity"),
                f.textListMap("anti_affinity"),
                f.unknown(Keys.ROUTING));
    }

    static Observability observability(Fields f) {
        return new Observability(
                f.text("trace_id"),
                f.text("span_id"),
                f.text("parent_span_id"),
                f.text("correlation_id"),
                f.unknown(Keys.OBSERVABILITY));
    }

    private static Audit audit(Fields f) {
        return new Audit(
                f.text("submitted_by"),
                f.text("submitted_from"),
                f.object("authorization", JobReader::authorization),
                f.unknown(Keys.AUDIT));
    }

    private static Authorization authorization(Fields f) {
        return new Authorization(f.requiredText("method"), f.requiredText("subject"), f.unknown(Keys.AUTHORIZATION));
    }
}

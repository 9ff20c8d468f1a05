package dev.guestkit.job;

import java.util.Map;

/** Takes a worker's capabilities out of their tree. */
final class CapabilitiesReader {
    private CapabilitiesReader() {}

    static WorkerCapabilities read(Fields f) {
        return new WorkerCapabilities(
                f.requiredText("worker_id"),
                f.requiredText("version"),
                f.requiredText("hostname"),
                f.requiredTime("registered_at"),
                f.requiredObject("capabilities", CapabilitiesReader::abilities),
                f.requiredObject("resources", CapabilitiesReader::resources),
                f.requiredObject("configuration", CapabilitiesReader::configuration),
                f.requiredObject("status", CapabilitiesReader::status),
                f.unknown(Keys.WORKER));
    }

    private static WorkerCapabilities.Abilities abilities(Fields f) {
        return new WorkerCapabilities.Abilities(
                f.requiredTextList("operations"),
                f.requiredTextList("features"),
                f.requiredTextList("disk_formats"),
                f.unknown(Keys.ABILITIES));
    }

    private static WorkerCapabilities.Resources resources(Fields f) {
        return new WorkerCapabilities.Resources(
                f.requiredSmallInteger("max_concurrent_jobs"),
                f.integer("max_disk_size_gb"),
                f.integer("available_disk_gb"),
                f.requiredSmallInteger("cpu_cores"),
                f.requiredInteger("memory_gb"),
                f.unknown(Keys.RESOURCES));
    }

    private static WorkerCapabilities.Configuration configuration(Fields f) {
        return new WorkerCapabilities.Configuration(
                f.requiredFlag("privileged"),
                f.text("worker_pool"),
                f.textMap("data_locality").orElse(Map.of()),
                f.unknown(Keys.CONFIGURATION));
    }

    private static WorkerCapabilities.Status status(Fields f) {
        return new WorkerCapabilities.Status(
                f.requiredText("state"),
                f.requiredSmallInteger("current_jobs"),
                f.requiredTime("last_heartbeat"),
                f.unknown(Keys.STATUS));
    }
}

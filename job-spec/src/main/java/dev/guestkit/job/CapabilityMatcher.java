package dev.guestkit.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what a job requires with what a worker is: constraints, routing and the operation itself. Affinity and
 * anti-affinity depend on time and on other jobs and are no matter of this class. Made for one comparison; see
 * {@link #mismatches}.
 */
public final class CapabilityMatcher {
    /** {@code fs.} goes only before file systems and volume managers. */
    private static final Set<String> FILE_SYSTEMS = Set.of(
            "apfs",
            "bcachefs",
            "btrfs",
            "erofs",
            "exfat",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "fat",
            "hfs",
            "hfsplus",
            "iso9660",
            "jfs",
            "ldm",
            "lvm",
            "lvm2",
            "md",
            "mdadm",
            "mdraid",
            "minix",
            "nilfs2",
            "ntfs",
            "ntfs3g",
            "ocfs2",
            "refs",
            "reiserfs",
            "squashfs",
            "swap",
            "udf",
            "ufs",
            "vfat",
            "xfs",
            "zfs");

    private final WorkerCapabilities worker;
    private final List<Mismatch> found = new ArrayList<>();

    private CapabilityMatcher(WorkerCapabilities worker) {
        this.worker = worker;
    }

    /** Every reason why {@code worker} may not take {@code job}; none when it may. */
    public static List<Mismatch> mismatches(JobDocument job, WorkerCapabilities worker) {
        return mismatches(job.operation(), job.constraints(), job.routing(), worker);
    }

    /** As {@link #mismatches(JobDocument, WorkerCapabilities)}, of the parts of a document that matter here. */
    public static List<Mismatch> mismatches(
            String operation, Optional<Constraints> constraints, Optional<Routing> routing, WorkerCapabilities worker) {
        CapabilityMatcher matcher = new CapabilityMatcher(worker);
        matcher.operation(operation);
        constraints.ifPresent(matcher::constraints);
        routing.ifPresent(matcher::routing);
        return List.copyOf(matcher.found);
    }

    /** Whether nothing speaks against {@code worker} taking {@code job}. */
    public static boolean matches(JobDocument job, WorkerCapabilities worker) {
        return mismatches(job, worker).isEmpty();
    }

    /** Whether the worker has a capability: one of its operations, {@code disk.<format>} or {@code fs.<feature>}. */
    public static boolean hasCapability(WorkerCapabilities worker, String capability) {
        WorkerCapabilities.Abilities abilities = worker.capabilities();
        if (abilities.operations().contains(capability)) {
            return true;
        }
        if (capability.startsWith("disk.")) {
            return abilities.diskFormats().contains(capability.substring("disk.".length()));
        }
        if (capability.startsWith("fs.")) {
            String feature = capability.substring("fs.".length());
            return FILE_SYSTEMS.contains(feature) && abilities.features().contains(feature);
        }
        return false;
    }

    private void operation(String operation) {
        if (!worker.capabilities().operations().contains(operation)) {
            add("/operation", "the worker has no handler for " + Text.quote(operation));
        }
    }

    private void constraints(Constraints constraints) {
        List<String> capabilities = constraints.requiredCapabilities().orElse(List.of());
        for (int i = 0; i < capabilities.size(); i++) {
            if (!hasCapability(worker, capabilities.get(i))) {
                add(
                        "/constraints/required_capabilities/" + i,
                        "the worker has not the capability " + Text.quote(capabilities.get(i)));
            }
        }
        List<String> features = constraints.requiredFeatures().orElse(List.of());
        for (int i = 0; i < features.size(); i++) {
            if (!worker.capabilities().features().contains(features.get(i))) {
                add(
                        "/constraints/required_features/" + i,
                        "the worker has not the feature " + Text.quote(features.get(i)));
            }
        }
        constraints.minimumWorkerVersion().ifPresent(this::minimumVersion);
        constraints.maximumDiskSizeGb().ifPresent(this::diskSize);
        if (constraints.requirePrivileged().orElse(false)
                && !worker.configuration().privileged()) {
            add("/constraints/require_privileged", "the worker is not privileged");
        }
        List<String> pools = constraints.allowedWorkerPools().orElse(List.of());
        if (!pools.isEmpty() && !pool().map(pools::contains).orElse(false)) {
            add(
                    "/constraints/allowed_worker_pools",
                    "allowed are the pools " + pools + ", the worker is in " + poolName());
        }
    }

    /** A version before 1.0.0, or one that is no semantic version, counts as 1.0.0: that is the protocol it speaks. */
    private void minimumVersion(String wanted) {
        Optional<SemanticVersion> minimum = SemanticVersion.parse(wanted);
        SemanticVersion own = SemanticVersion.parse(worker.version())
                .filter(v -> v.compareTo(SemanticVersion.ONE) > 0)
                .orElse(SemanticVersion.ONE);
        if (minimum.isEmpty() || own.compareTo(minimum.get()) < 0) {
            add(
                    "/constraints/minimum_worker_version",
                    "at least version " + wanted + " is wanted, the worker has " + worker.version());
        }
    }

    private void diskSize(long wanted) {
        worker.resources()
                .maxDiskSizeGb()
                .filter(most -> wanted > most)
                .ifPresent(most -> add(
                        "/constraints/maximum_disk_size_gb",
                        "disks of up to " + wanted + " GB are expected, the worker takes up to " + most + " GB"));
    }

    private void routing(Routing routing) {
        routing.workerId()
                .filter(id -> !id.equals(worker.workerId()))
                .ifPresent(id -> add(
                        "/routing/worker_id",
                        "only the worker " + Text.quote(id) + " may take it, this is "
                                + Text.quote(worker.workerId())));
        routing.workerPool()
                .filter(wanted -> !pool().equals(Optional.of(wanted)))
                .ifPresent(wanted -> add(
                        "/routing/worker_pool",
                        "only the pool " + Text.quote(wanted) + " may take it, the worker is in " + poolName()));
    }

    private Optional<String> pool() {
        return worker.configuration().workerPool();
    }

    private String poolName() {
        return pool().map(Text::quote).orElse("no pool");
    }

    private void add(String pointer, String message) {
        found.add(new Mismatch(pointer, message));
    }
}

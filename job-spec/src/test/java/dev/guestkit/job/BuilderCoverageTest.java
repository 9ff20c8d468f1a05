package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The builders say whatever the protocol has: the published schema is walked for what they might leave unsaid. */
class BuilderCoverageTest {
    private static final String SHA = "ab".repeat(32);

    private static JobBuilder whole() {
        return JobBuilder.echo("x")
                .jobId("job-00000001")
                .createdAt(Instant.EPOCH)
                .name("n")
                .namespace("ns")
                .label("a", "b")
                .annotation("c", "d")
                .idempotencyKey("k")
                .attempt(2)
                .maxAttempts(3)
                .timeout(Duration.ofMinutes(1))
                .deadline(Instant.EPOCH)
                .priority(9)
                .cancellable(false)
                .requiredCapabilities("disk.qcow2")
                .requiredFeatures("lvm")
                .minimumWorkerVersion("1.0.0")
                .maximumDiskSizeGb(5)
                .requirePrivileged(true)
                .allowedWorkerPools("p")
                .workerId("w")
                .workerPool("p")
                .affinity("disk_locality", "dc1")
                .antiAffinity("x", List.of("y"))
                .notBeside("job-00000002")
                .traceId("t")
                .spanId("s")
                .parentSpanId("p")
                .correlationId("c")
                .submittedBy("u")
                .submittedFrom("h")
                .authorization("m", "s");
    }

    private static List<JobBuilder> inspect() {
        return List.of(JobBuilder.inspect(
                "/a.img",
                p -> p.deepScan(true)
                        .includePackages(false)
                        .includeServices(false)
                        .includeUsers(false)
                        .includeNetwork(false)
                        .includeSecurity(false)
                        .includeStorage(false)
                        .includeDatabases(false)
                        .scanVulnerabilities(true)
                        .artifacts(InspectArtifact.values())
                        .imageFormat(ImageFormat.VMDK)
                        .checksum("sha256:" + SHA)
                        .sizeBytes(5)
                        .readOnly(false)
                        .output("yaml", "/out/r.yaml")
                        .outputCompression("zstd")));
    }

    private static List<JobBuilder> profile() {
        return List.of(JobBuilder.profile(
                "/a.img",
                List.of("security"),
                p -> p.severityThreshold("high")
                        .failOnCritical(true)
                        .includeRemediation(false)
                        .outputRemediation(true)
                        .checksum("sha256:" + SHA)
                        .sizeBytes(5)
                        .readOnly(true)
                        .outputCompression("gzip")));
    }

    private static List<JobBuilder> fix() {
        return List.of(JobBuilder.fix(
                "/a.img",
                p -> p.backup("/b")
                        .createBackup(true)
                        .checksum("sha256:" + SHA)
                        .sizeBytes(5)
                        .fsck(true)
                        .fsck(false, "/dev/sda1")
                        .selinuxRelabel(true)
                        .initramfsRegenerate("auto")
                        .stopOnError(false)
                        .validateBeforeCommit(false)
                        .fixedImage("/f")
                        .logPath("/l")
                        .reportFormat("json")));
    }

    private static List<JobBuilder> convert() {
        return List.of(
                JobBuilder.convert(
                        "/a.vmdk",
                        "/b",
                        p -> p.sourceFormat(ImageFormat.RAW)
                                .targetFormat(ImageFormat.QCOW2)
                                .checksum("sha256:" + SHA)
                                .compression(true)
                                .compressionType("zstd")
                                .verifyAfterConvert(true)
                                .preserveSparse(true)),
                JobBuilder.convertTo(
                        ImageFormat.RAW,
                        "/a.vmdk",
                        p -> p.imageFormat(ImageFormat.VMDK)
                                .checksum("sha256:" + SHA)
                                .sizeBytes(5)
                                .readOnly(true)
                                .compression(false)));
    }

    private static List<JobBuilder> compare() {
        return List.of(JobBuilder.compare(
                "/a",
                "/b",
                p -> p.baselineFormat(ImageFormat.RAW)
                        .targetFormat(ImageFormat.RAW)
                        .baselineChecksum("sha256:" + SHA)
                        .targetChecksum("sha256:" + SHA)
                        .baselineSizeBytes(1)
                        .targetSizeBytes(2)
                        .readOnly(true)
                        .comparePackages(true)
                        .compareFiles(true)
                        .compareConfig(true)
                        .ignoreTimestamps(true)
                        .includeRecommendations(true)
                        .outputCompression("gzip")));
    }

    private static List<JobBuilder> explore() {
        return List.of(JobBuilder.explore(
                "/a",
                p -> p.action("find", "/etc")
                        .pattern("*")
                        .maxResults(1)
                        .checksum("sha256:" + SHA)
                        .sizeBytes(5)
                        .readOnly(true)
                        .downloadTo("/d")
                        .outputCompression("gzip")));
    }

    private static List<JobBuilder> workflow() {
        return List.of(JobBuilder.workflow(p -> p.job("a", JobBuilder.echo("x"))
                .job("b", JobBuilder.echo("x"), "a")
                .parallelism(2)));
    }

    private static Map<String, List<JobBuilder>> all() {
        return Map.ofEntries(
                Map.entry("system.echo", List.of(JobBuilder.echo("x"))),
                Map.entry("test.echo", List.of(JobBuilder.operation("test.echo", Json.ofValue(1)))),
                Map.entry("system.health-check", List.of(JobBuilder.healthCheck())),
                Map.entry("system.capability-probe", List.of(JobBuilder.capabilityProbe())),
                Map.entry("guestkit.inspect", inspect()),
                Map.entry("guestkit.profile", profile()),
                Map.entry("guestkit.fix", fix()),
                Map.entry("guestkit.convert", convert()),
                Map.entry("guestkit.compare", compare()),
                Map.entry("guestkit.explore", explore()),
                Map.entry("system.workflow", workflow()));
    }

    static Set<String> operations() {
        return new TreeSet<>(Operations.SHAPES.keySet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyKeyOfAPayloadCanBeSaid(String operation) {
        Set<String> said = new TreeSet<>();
        for (JobBuilder job : all().getOrDefault(operation, List.of())) {
            JobDocument document = job.build();
            assertThat(document.operation()).isEqualTo(operation);
            said.addAll(SchemaWalk.placesOf(document.payload().data().shared()));
        }
        Set<String> known = SchemaWalk.dataPlaces(JobSchemas.job(), operation);
        assertThat(known.isEmpty()).isEqualTo(operation.matches(".*echo|.*check|.*probe"));
        assertThat(said).containsAll(known);
    }

    @Test
    void everyKeyOfTheEnvelopeCanBeSaid() {
        Set<String> known = SchemaWalk.places(JobSchemas.job());
        assertThat(known).hasSizeGreaterThan(40).contains("/audit/authorization/method", "/metadata/labels/*");
        assertThat(SchemaWalk.placesOf(Docs.tree(JobCodec.standard().write(whole().build()))))
                .containsAll(known);
    }

    @Test
    void everyReportHasBothKeysOfItsOutput() {
        Map<String, JobBuilder> brief = Map.of(
                "/a.inspect.json", JobBuilder.inspect("/a"),
                "/a.profile.json", JobBuilder.profile("/a", "security"),
                "/a.compare.json", JobBuilder.compare("/b", "/a"),
                "/a.explore.json", JobBuilder.explore("/a", p -> p.outputCompression("gzip")),
                "/d", JobBuilder.explore("/a", p -> p.downloadTo("/d")));
        brief.forEach((destination, job) -> {
            Json data = job.build().payload().data();
            assertThat(data.at("/output/destination")).contains(Json.ofValue(destination));
            assertThat(data.at("/output/format")).contains(Json.ofValue("json"));
        });
    }

    @Test
    void aKeyOfTheProtocolIsNoExtra() {
        for (String key : List.of("output", "image", "options")) {
            assertThatThrownBy(() -> JobBuilder.inspect("/a", p -> p.extra(key, Json.ofValue(3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(key + " is a key of guestkit.inspect");
        }
        assertThatThrownBy(() -> JobBuilder.convert("/a", "/b", p -> p.extra("target_format", Json.ofValue("raw"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWholeEnvelopeIsBuiltAsItIsSaid() {
        JobDocument job = whole().build();
        assertThat(Docs.tree(JobCodec.standard().write(job))).isEqualTo(Docs.tree("""
                {"$schema":"https://guestkit.dev/schemas/job-v1.json","version":"1.0","job_id":"job-00000001",
                 "created_at":"1970-01-01T00:00:00Z","kind":"VMOperation","operation":"system.echo",
                 "payload":{"type":"system.echo.v1","data":"x"},
                 "metadata":{"name":"n","namespace":"ns","labels":{"a":"b"},"annotations":{"c":"d"}},
                 "execution":{"idempotency_key":"k","attempt":2,"max_attempts":3,"timeout_seconds":60,
                  "deadline":"1970-01-01T00:00:00Z","priority":9,"cancellable":false},
                 "constraints":{"required_capabilities":["disk.qcow2"],"required_features":["lvm"],
                  "minimum_worker_version":"1.0.0","maximum_disk_size_gb":5,"require_privileged":true,
                  "allowed_worker_pools":["p"]},
                 "routing":{"worker_id":"w","worker_pool":"p","affinity":{"disk_locality":"dc1"},
                  "anti_affinity":{"x":["y"],"concurrent_jobs":["job-00000002"]}},
                 "observability":{"trace_id":"t","span_id":"s","parent_span_id":"p","correlation_id":"c"},
                 "audit":{"submitted_by":"u","submitted_from":"h","authorization":{"method":"m","subject":"s"}}}
                """));
    }
}

package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is built for each operation, and what its handler reads. */
class PayloadsTest {
    private static final String SHA = "ab".repeat(32);

    private static Payload payload(String operation, String data) {
        return JobCodec.standard()
                .readJob(Docs.bytes(Docs.job(operation, data)))
                .payload();
    }

    @Test
    void inspectIsReadWithItsDefaults() {
        InspectPayload read = InspectPayload.from(payload("guestkit.inspect", "{\"image\":{\"path\":\"/a\"}}"));
        assertThat(read.image()).isEqualTo(new Image("/a", Optional.empty(), Optional.empty(), Optional.empty(), true));
        assertThat(read.options())
                .isEqualTo(
                        new InspectPayload.Options(false, true, true, true, true, true, true, true, false, Set.of()));
        assertThat(read.output()).isEmpty();
    }

    @Test
    void inspectIsBuiltWithEverythingOtherWorkersRequire() {
        Payload built = JobBuilder.inspect("/vms/a.QCOW2").build().payload();
        assertThat(built.data().toString())
                .isEqualTo("{\"image\":{\"path\":\"/vms/a.QCOW2\",\"format\":\"qcow2\"},"
                        + "\"output\":{\"format\":\"json\",\"destination\":\"/vms/a.QCOW2.inspect.json\"}}");
        assertThat(JobBuilder.inspect("/dev/vg/disk").build().payload().data().at("/image/format"))
                .contains(Json.ofValue("img"));
    }

    @Test
    void inspectIsReadAsItWasBuilt() {
        InspectPayload read = InspectPayload.from(JobBuilder.inspect(
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
                                .artifacts(InspectArtifact.SPDX, InspectArtifact.HTML)
                                .imageFormat(ImageFormat.VMDK)
                                .checksum("sha256:" + SHA.toUpperCase(java.util.Locale.ROOT))
                                .sizeBytes(5)
                                .readOnly(false)
                                .output("yaml", "/out/r.yaml")
                                .outputCompression("zstd")
                                .extra("acme", Json.ofValue(1)))
                .build()
                .payload());
        assertThat(read.options())
                .isEqualTo(new InspectPayload.Options(
                        true,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        Set.of(InspectArtifact.SPDX, InspectArtifact.HTML)));
        assertThat(read.image())
                .isEqualTo(new Image(
                        "/a.img",
                        Optional.of(ImageFormat.VMDK),
                        Optional.of(new Checksum("sha256", SHA)),
                        Optional.of(5L),
                        false));
        assertThat(read.output()).contains(new Output("yaml", "/out/r.yaml", Optional.of("zstd")));
    }

    @Test
    void theFormatImgLeavesItToTheHeader() {
        Payload img = payload("guestkit.inspect", "{\"image\":{\"path\":\"/a\",\"format\":\"img\"}}");
        assertThat(InspectPayload.from(img).image().format()).isEmpty();
    }

    @Test
    void profileRunsARepeatedProfileOnce() {
        ProfilePayload read = ProfilePayload.from(JobBuilder.profile(
                        "/a.raw",
                        List.of("security", "hardening", "security"),
                        p -> p.severityThreshold("high").failOnCritical(true))
                .build()
                .payload());
        assertThat(read.profiles()).containsExactly("security", "hardening");
        assertThat(read.severityThreshold()).contains("high");
        assertThat(read.failOnCritical()).isTrue();
        assertThat(read.includeRemediation()).isTrue();
        assertThat(read.output()).contains(new Output("json", "/a.raw.profile.json", Optional.empty()));
        String data =
                "{\"image\":{\"path\":\"/a\"},\"profiles\":[\"security\"],\"options\":{\"include_remediation\":%s},"
                        + "\"output\":{\"format\":\"json\",\"destination\":\"/o\",\"include_remediation\":%s}}";
        assertThat(ProfilePayload.from(payload("guestkit.profile", data.formatted(true, false)))
                        .includeRemediation())
                .isFalse();
        assertThat(ProfilePayload.from(payload("guestkit.profile", data.formatted(false, null)))
                        .includeRemediation())
                .isFalse();
    }

    @Test
    void fixKeepsItsStepsInOrder() {
        FixPayload read = FixPayload.from(JobBuilder.fix(
                        "/a.qcow2",
                        p -> p.backup("/b")
                                .fsck(true)
                                .selinuxRelabel(false)
                                .initramfsRegenerate("auto")
                                .step("acme_fix", Json.ofValue(java.util.Map.of()))
                                .stopOnError(false)
                                .fixedImage("/f")
                                .logPath("/l")
                                .reportFormat("json"))
                .build()
                .payload());
        assertThat(read.operations())
                .extracting(FixPayload.Step::type)
                .containsExactly("fsck", "selinux_relabel", "initramfs_regenerate", "acme_fix");
        assertThat(read.operations().get(0).options().toString()).isEqualTo("{\"auto_repair\":true}");
        assertThat(List.of(read.stopOnError(), read.validateBeforeCommit())).isEqualTo(List.of(false, true));
        assertThat(List.of(
                        read.createBackup(), read.backupPath(), read.fixedImage(), read.logPath(), read.reportFormat()))
                .isEqualTo(List.of(
                        Optional.of(true),
                        Optional.of("/b"),
                        Optional.of("/f"),
                        Optional.of("/l"),
                        Optional.of("json")));
        assertThatThrownBy(() -> JobBuilder.fix("/a.qcow2", p -> {}).build())
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("/payload/data/operations");
    }

    @Test
    void convertIsReadInBothForms() {
        ConvertPayload built = ConvertPayload.from(JobBuilder.convert(
                        "/a.vmdk",
                        "/b.qcow2",
                        p -> p.compression("zstd")
                                .checksum("sha256:" + SHA)
                                .verifyAfterConvert(true)
                                .preserveSparse(false))
                .build()
                .payload());
        assertThat(built.source().format()).contains(ImageFormat.VMDK);
        assertThat(built.targetPath()).contains("/b.qcow2");
        assertThat(built.targetFormat()).contains(ImageFormat.QCOW2);
        assertThat(built.compression()).contains("zstd");
        assertThat(List.of(built.verifyAfterConvert(), built.preserveSparse()))
                .isEqualTo(List.of(Optional.of(true), Optional.of(false)));
        ConvertPayload brief = ConvertPayload.from(payload(
                "guestkit.convert", "{\"image\":{\"path\":\"/a\"},\"target_format\":\"raw\",\"compression\":true}"));
        assertThat(brief.source().path()).isEqualTo("/a");
        assertThat(brief.targetPath()).isEmpty();
        assertThat(brief.targetFormat()).contains(ImageFormat.RAW);
        assertThat(brief.compression()).contains("zlib");
        for (String none : List.of("false", "\"none\"")) {
            assertThat(ConvertPayload.from(payload(
                                    "guestkit.convert",
                                    "{\"source\":{\"path\":\"/a\"},\"target\":{\"path\":\"/b\",\"compression\":" + none
                                            + "}}"))
                            .compression())
                    .isEmpty();
        }
    }

    @Test
    void compareExploreAndWorkflowAreReadAsTheyWereBuilt() {
        ComparePayload compare = ComparePayload.from(JobBuilder.compare(
                        "/a.raw",
                        "/b.raw",
                        p -> p.comparePackages(true).ignoreTimestamps(false).includeRecommendations(true))
                .build()
                .payload());
        assertThat(compare.baseline().path() + compare.target().path()).isEqualTo("/a.raw/b.raw");
        assertThat(List.of(compare.comparePackages(), compare.compareFiles(), compare.ignoreTimestamps()))
                .isEqualTo(List.of(Optional.of(true), Optional.empty(), Optional.of(false)));
        assertThat(compare.includeRecommendations()).contains(true);
        assertThat(compare.output()).contains(new Output("json", "/b.raw.compare.json", Optional.empty()));

        ExplorePayload plain =
                ExplorePayload.from(JobBuilder.explore("/a.raw").build().payload());
        assertThat(plain.action() + plain.path()).isEqualTo("ls/");
        ExplorePayload find = ExplorePayload.from(JobBuilder.explore(
                        "/a.raw",
                        p -> p.action("find", "/etc")
                                .pattern("*.conf")
                                .maxResults(3)
                                .downloadTo("/d"))
                .build()
                .payload());
        assertThat(List.of(find.action(), find.path(), find.pattern(), find.maxResults(), find.destination()))
                .isEqualTo(List.of("find", "/etc", Optional.of("*.conf"), Optional.of(3L), Optional.of("/d")));

        WorkflowPayload workflow = WorkflowPayload.from(JobBuilder.workflow(p -> p.job("a", JobBuilder.echo("x"))
                        .job("b", JobBuilder.inspect("/a.raw"), "a")
                        .parallelism(2))
                .build()
                .payload());
        assertThat(workflow.parallelism()).contains(2L);
        assertThat(workflow.jobs())
                .extracting(WorkflowPayload.Member::dependsOn)
                .containsExactly(List.of(), List.of("a"));
        assertThat(workflow.jobs().get(1).operation()).contains("guestkit.inspect");
    }

    @Test
    void aPayloadOfAnotherOperationOrVersionOrShapeIsNotRead() {
        Payload echo = payload("system.echo", "{}");
        assertThatThrownBy(() -> InspectPayload.from(echo))
                .isInstanceOfSatisfying(
                        DocumentException.class,
                        e -> assertThat(e.report().errorCode()).contains(ErrorCode.UNSUPPORTED_OPERATION));
        assertThatThrownBy(() -> InspectPayload.from(payload("guestkit.inspect", "{}")))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("/payload/data/image");
        assertThatThrownBy(() -> Image.from(Json.ofValue(1))).isInstanceOf(DocumentException.class);
    }

    @Test
    void newIdsAreValidAndAscending() {
        String last = "";
        for (int i = 0; i < 1000; i++) {
            String id = JobIds.next();
            assertThat(JobIds.isValid(id)).isTrue();
            assertThat(id).startsWith("job-").isGreaterThan(last);
            last = id;
        }
    }

    @Test
    void theSchemasAreInTheJar() {
        for (String schema :
                List.of(JobSchemas.job(), JobSchemas.result(), JobSchemas.event(), JobSchemas.capabilities())) {
            assertThat(Docs.tree(schema).get("$schema").textValue())
                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        }
    }
}

package dev.guestkit.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.handlers.fake.FakeDisk;
import dev.guestkit.handlers.fake.GuestTrees;
import dev.guestkit.handlers.fake.LooseContext;
import dev.guestkit.job.InspectPayload;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.worker.spi.CancelledException;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectHandlerTest {
    private static final String SHA256_OF_IMAGE = "30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58";

    @TempDir
    Path given;

    private Path home;
    private Path image;

    @BeforeEach
    void makeImage() throws IOException {
        home = given.toRealPath();
        image = home.resolve("disk.raw");
        Files.write(image, new byte[1 << 20]);
    }

    @Test
    void everySystemOnTheDiskIsFound() {
        FakeDisk disk = new FakeDisk()
                .partition(1, "ext4", "a", GuestTrees.debian(home.resolve("one"), "first"))
                .partition(2, "ext4", "b", GuestTrees.debian(home.resolve("two"), "second"));

        JsonNode data = inspect(disk);

        assertThat(data.at("/verdict").asText()).isEqualTo("systems");
        assertThat(data.findValuesAsText("hostname")).containsExactly("first", "second");
        assertThat(data.at("/systems/1/root").asText()).isEqualTo("/dev/sda2");
        assertThat(data.at("/systems/1/mountpoints")).hasSize(1);
    }

    @Test
    void separateFileSystemsAreReadWhereFstabPutsThem() {
        FakeDisk disk = new FakeDisk()
                .partition(1, "ext4", "root", GuestTrees.debian(home.resolve("root"), "host", "UUID=var /var ext4"))
                .partition(2, "ext4", "var", GuestTrees.dpkg(home.resolve("var"), "nginx"));

        JsonNode system = inspect(disk).at("/systems/0");

        assertThat(system.at("/packages/packages/0/name").asText()).isEqualTo("nginx");
        assertThat(system.at("/mountpoints").findValuesAsText("path")).containsExactly("/", "/var");
        assertThat(system.at("/mountpoints").findValuesAsText("device")).containsExactly("/dev/sda1", "/dev/sda2");
    }

    @Test
    void subvolumesAreMountedAsFstabSaysAndSnapshotsAreNoSystems() {
        Path root = GuestTrees.debian(home.resolve("at"), "host", "UUID=fs /var btrfs subvol=/@var");
        FakeDisk disk = new FakeDisk()
                .btrfs(
                        1,
                        "fs",
                        GuestTrees.file(home.resolve("top"), "readme", ""),
                        Map.of(
                                "@", root,
                                "@var", GuestTrees.dpkg(home.resolve("var"), "nginx"),
                                "@snapshots/1/snapshot", root));

        JsonNode data = inspect(disk);

        assertThat(data.at("/systems")).hasSize(1);
        assertThat(data.at("/systems/0/root").asText()).isEqualTo("btrfsvol:/dev/sda1/@");
        assertThat(data.at("/systems/0/packages/packages/0/name").asText()).isEqualTo("nginx");
        assertThat(data.at("/storage/skipped/0").asText()).contains("@snapshots/1/snapshot");
    }

    @Test
    void encryptedDiskWithoutKeyIsUnknownAndSaysWhy() {
        JsonNode data = inspect(locked());

        assertThat(data.at("/verdict").asText()).isEqualTo("unknown");
        assertThat(data.at("/reasons/0").asText()).contains("/dev/sda1").contains("there is no key");
        assertThat(data.at("/storage/encrypted/0/opened").asBoolean()).isFalse();
    }

    @Test
    void encryptedDiskIsReadWithTheApplicationsKey() {
        KeyProvider keys = request -> List.of(DiskKey.passphrase("wrong"), DiskKey.passphrase("secret"));
        JsonNode data = run(InspectHandler.builder().engine(locked()).keys(keys).build(), d -> {});

        assertThat(data.at("/verdict").asText()).isEqualTo("systems");
        assertThat(data.at("/systems/0/os/hostname").asText()).isEqualTo("hidden");
        assertThat(data.at("/storage/encrypted/0/opened_as").asText()).isEqualTo("/dev/mapper/open1");
        assertThat(data.toString()).doesNotContain("secret");
    }

    private FakeDisk locked() {
        return new FakeDisk().luks(1, "l", "secret", GuestTrees.debian(home.resolve("in"), "hidden"));
    }

    @Test
    void wrongKeyIsToldFromNoKey() {
        KeyProvider keys = request -> List.of(DiskKey.passphrase("wrong"));
        JsonNode data = run(InspectHandler.builder().engine(locked()).keys(keys).build(), d -> {});

        assertThat(data.at("/reasons/0").asText()).contains("no key fits");
    }

    @Test
    void noneIsSaidOnlyWhenEverythingWasRead() {
        Path data = GuestTrees.file(home.resolve("data"), "letters/one.txt", "hello");

        assertThat(inspect(new FakeDisk().partition(1, "ext4", "a", data))
                        .at("/verdict")
                        .asText())
                .isEqualTo("none");
        assertThat(inspect(new FakeDisk().partition(1, "ext4", "a", data).broken(2, "xfs"))
                        .at("/verdict")
                        .asText())
                .isEqualTo("unknown");
        assertThat(inspect(new FakeDisk().partition(1, "ext4", "a", data).problem("md: a member is missing"))
                        .at("/verdict")
                        .asText())
                .isEqualTo("unknown");
    }

    @Test
    void diskWithoutAnythingKnownIsAThirdAnswer() {
        JsonNode data = inspect(new FakeDisk().blank(1).blank(2));

        assertThat(data.at("/verdict").asText()).isEqualTo("nothing_recognised");
        assertThat(data.at("/reasons/0").asText()).contains("2 partitions");
    }

    @Test
    void sectionsNobodyAskedForAreLeftOut() {
        FakeDisk disk = new FakeDisk().partition(1, "ext4", "a", GuestTrees.debian(home.resolve("one"), "first"));
        JsonNode data = run(
                InspectHandler.builder().engine(disk).build(),
                d -> d.includePackages(false).includeUsers(false).includeStorage(false));

        assertThat(data.at("/systems/0").has("packages")).isFalse();
        assertThat(data.at("/systems/0").has("accounts")).isFalse();
        assertThat(data.has("storage")).isFalse();
        assertThat(data.at("/systems/0/sections_unavailable").findValuesAsText("section"))
                .doesNotContain("packages", "accounts");
    }

    @Test
    void sectionThatCannotBeReadSaysWhy() {
        FakeDisk disk = new FakeDisk().partition(1, "ext4", "a", GuestTrees.debian(home.resolve("one"), "first"));
        JsonNode system = run(InspectHandler.builder().engine(disk).build(), d -> d.scanVulnerabilities(true))
                .at("/systems/0");

        assertThat(system.at("/sections_unavailable").findValuesAsText("section"))
                .contains("vulnerabilities");
        assertThat(system.at("/sections_unavailable").findValuesAsText("reason"))
                .allMatch(r -> !r.isBlank());
    }

    @Test
    void deepScanTellsWhatSingleFilesTell() throws IOException {
        Path root = GuestTrees.debian(home.resolve("root"), "host");
        GuestTrees.file(root, "usr/bin/su", "");
        Files.setPosixFilePermissions(root.resolve("usr/bin/su"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(root.resolve("usr/bin/su"), "unix:mode", 04755);
        GuestTrees.file(root, "srv/open", "");
        Files.setAttribute(root.resolve("srv/open"), "unix:mode", 0666);
        Files.createDirectory(root.resolve("tmp"));
        Files.setAttribute(root.resolve("tmp"), "unix:mode", 01777);
        Files.createDirectories(root.resolve("etc/ssl"));
        Files.copy(Path.of("../../fixtures/certs/expired.pem"), root.resolve("etc/ssl/old.pem"));
        Files.copy(Path.of("../../fixtures/certs/valid.pem"), root.resolve("etc/ssl/new.pem"));
        try (RandomAccessFile big = new RandomAccessFile(root.resolve("big").toFile(), "rw")) {
            big.setLength(200L << 20);
        }

        JsonNode deep = run(
                        InspectHandler.builder()
                                .engine(new FakeDisk().partition(1, "ext4", "a", root))
                                .build(),
                        d -> d.deepScan(true))
                .at("/systems/0/deep_scan");

        assertThat(deep.at("/privileged").findValuesAsText("path")).containsExactly("/usr/bin/su");
        assertThat(deep.at("/privileged/0/mode").asText()).isEqualTo("4755");
        assertThat(deep.at("/world_writable").findValuesAsText("path")).containsExactly("/srv/open");
        assertThat(deep.at("/largest/0/path").asText()).isEqualTo("/big");
        assertThat(deep.at("/certificates"))
                .hasSize(2)
                .allSatisfy(c -> assertThat(c.at("/expired").asBoolean())
                        .isEqualTo(c.at("/path").asText().equals("/etc/ssl/old.pem")));
    }

    @Test
    void withoutDeepScanThereIsNone() {
        FakeDisk disk = new FakeDisk().partition(1, "ext4", "a", GuestTrees.debian(home.resolve("one"), "first"));

        assertThat(inspect(disk).at("/systems/0").has("deep_scan")).isFalse();
    }

    @Test
    void mountThatIsNotThereIsNamed() {
        Path root =
                GuestTrees.debian(home.resolve("root"), "host", "UUID=gone /srv ext4", "/dev/sdb1 /mnt ext4 noauto");
        JsonNode system =
                inspect(new FakeDisk().partition(1, "ext4", "root", root)).at("/systems/0");

        assertThat(system.at("/mounts_missing")).hasSize(1);
        assertThat(system.at("/mounts_missing/0").asText()).contains("/srv").contains("UUID=gone");
    }

    @Test
    void verifiedChecksumIsRecorded() {
        FakeDisk disk = new FakeDisk().blank(1);
        LooseContext context = context(d -> d.checksum("sha256:" + SHA256_OF_IMAGE));
        JsonNode checksum =
                result(InspectHandler.builder().engine(disk).build(), context).at("/image/checksum");

        assertThat(checksum.at("/algorithm").asText()).isEqualTo("sha256");
        assertThat(checksum.at("/value").asText()).isEqualTo(SHA256_OF_IMAGE);
        assertThat(checksum.at("/verified").asBoolean()).isTrue();
        assertThat(checksum.at("/covers").asText()).isEqualTo("image");
        assertThat(context.checksums()).containsExactly(true);
    }

    @Test
    void nothingIsReleasedWhenTheChecksumIsWrong() {
        FakeDisk disk = new FakeDisk().blank(1);
        LooseContext context = context(d -> d.checksum("sha256:" + "0".repeat(64)));

        assertThatThrownBy(() -> InspectHandler.builder().engine(disk).build().run(context))
                .isInstanceOfSatisfying(HandlerException.class, e -> {
                    assertThat(e.code()).isEqualTo("IMAGE_CHECKSUM_MISMATCH");
                    assertThat(e.details()
                                    .orElseThrow()
                                    .at("/actual")
                                    .orElseThrow()
                                    .text())
                            .contains("sha256:" + SHA256_OF_IMAGE);
                    assertThat(e.details()
                                    .orElseThrow()
                                    .at("/expected")
                                    .orElseThrow()
                                    .text())
                            .contains("sha256:" + "0".repeat(64));
                });
        assertThat(disk.calls()).containsExactly("open", "close");
        assertThat(context.checksums()).containsExactly(false);
    }

    @Test
    void withoutAChecksumNothingIsClaimed() {
        JsonNode checksum = inspect(new FakeDisk().blank(1)).at("/image/checksum");

        assertThat(checksum.toString()).isEqualTo("{\"verified\":false}");
    }

    @Test
    void imageThatIsChangedMeanwhileIsNotReportedAsInspected() {
        FakeDisk disk = new FakeDisk().blank(1);
        InspectHandler handler = InspectHandler.builder()
                .engine(new dev.guestkit.handlers.fake.TouchingEngine(disk, image))
                .build();

        assertThatThrownBy(() -> handler.run(context(d -> {})))
                .isInstanceOfSatisfying(
                        HandlerException.class, e -> assertThat(e.code()).isEqualTo("IMAGE_LOCKED"));
        assertThat(disk.calls()).contains("close");
    }

    @Test
    void phasesComeInTheStandardOrder() {
        FakeDisk disk = new FakeDisk().partition(1, "ext4", "a", GuestTrees.debian(home.resolve("one"), "first"));
        LooseContext context = context(d -> {});
        result(InspectHandler.builder().engine(disk).build(), context);

        assertThat(context.phases())
                .containsExactly(
                        "validation",
                        "disk_attach",
                        "disk_inspection",
                        "os_detection",
                        "package_scan",
                        "service_scan",
                        "security_scan",
                        "result_generation",
                        "cleanup");
    }

    @Test
    void cancelKillsTheMachineAndClosesIt() {
        for (String phase : List.of("validation", "disk_attach", "disk_inspection", "os_detection")) {
            FakeDisk disk = new FakeDisk().partition(1, "ext4", "a", GuestTrees.debian(home.resolve("one"), "first"));
            LooseContext context = context(d -> {}).cancelAt(phase);

            assertThatThrownBy(
                            () -> InspectHandler.builder().engine(disk).build().run(context))
                    .isInstanceOf(CancelledException.class);
            assertThat(disk.calls().contains("open")).isEqualTo(disk.calls().contains("close"));
        }
    }

    private JsonNode inspect(FakeDisk disk) {
        return run(InspectHandler.builder().engine(disk).build(), d -> {});
    }

    private JsonNode run(InspectHandler handler, Consumer<InspectPayload.Builder> details) {
        return result(handler, context(details));
    }

    private LooseContext context(Consumer<InspectPayload.Builder> details) {
        return new LooseContext(JobBuilder.inspect(image.toString(), details).build(), home);
    }

    private static JsonNode result(InspectHandler handler, LooseContext context) {
        return ((Outcome.Done) handler.run(context)).result().data().toNode();
    }
}

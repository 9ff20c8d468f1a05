package dev.guestkit.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.handlers.fake.GuestTrees;
import dev.guestkit.worker.testkit.guest.FakeDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a result says of the disk. */
class InspectHandlerTest extends OneImage {
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
    @DisplayName("Invariant 11: unknown is not a pass, a section that cannot be read says why")
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
}

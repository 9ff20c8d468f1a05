package dev.guestkit.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.FileArchive.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files of guests, listed and copied out of a real machine. */
@ExtendWith(SharedMachine.Extension.class)
class StockFilesTest {
    private final SharedMachine machine;

    StockFilesTest(SharedMachine machine) {
        this.machine = machine;
    }

    @Test
    void filesAreCopiedOutWithinTheirLimits() {
        try (GuestFilesystem root = machine.labelled("richroot")) {
            Path tar = machine.fresh();
            FileArchive archive = root.archive(
                    ArchiveRequest.of(List.of(
                                    "etc/**", "var/lib/dpkg/status", "var/log/*.log", "home/*/.ssh/*", "no/such/*"))
                            .withMaxFileBytes(1 << 20),
                    tar);
            assertThat(SharedMachine.names(tar))
                    .contains("etc/ssh/sshd_config", "home/alice/.ssh/authorized_keys", "var/lib/dpkg/status")
                    .doesNotHaveDuplicates()
                    .hasSize(archive.files());
            assertThat(archive.skipped())
                    .containsExactly(new FileArchive.Skipped("var/log/big.log", Reason.TOO_BIG, 12 << 20));
            assertThat(archive.truncated()).isFalse();
        }
    }

    @Test
    void limitsOfAllFilesHold() {
        try (GuestFilesystem root = machine.labelled("richroot")) {
            ArchiveRequest all = ArchiveRequest.of(List.of("etc/**"));
            FileArchive few = root.archive(all.withMaxFiles(5), machine.fresh());
            assertThat(few.truncated()).isTrue();
            assertThat(SharedMachine.names(few.file())).hasSize(5);
            FileArchive small = root.archive(all.withMaxTotalBytes(500), machine.fresh());
            assertThat(small.skipped()).extracting(FileArchive.Skipped::reason).contains(Reason.OVER_TOTAL);
        }
    }

    @Test
    void hugeSparseFileIsSkippedAndUnusableTargetIsTold() {
        try (GuestFilesystem root = machine.ext4("evil-big.qcow2")) {
            Path tar = machine.fresh();
            assertThatThrownBy(() -> root.archive(
                            ArchiveRequest.of(List.of("etc/hostname"))
                                    .withMaxFileBytes(4L << 30)
                                    .withMaxTotalBytes(4L << 30)
                                    .withMaxFiles(1),
                            machine.fresh().resolve("not")))
                    .isInstanceOf(ApplianceException.class);
            FileArchive none = root.archive(ArchiveRequest.of(List.of("etc/hostname")), tar);
            assertThat(none.files()).isZero();
            assertThat(none.skipped())
                    .containsExactly(new FileArchive.Skipped("etc/hostname", Reason.TOO_BIG, 3L << 30));
        }
    }

    @Test
    void linksAmongFoldersNeverLeadIntoTheAppliance() {
        try (GuestFilesystem root = machine.ext4("evil-links.qcow2")) {
            Path tar = machine.fresh();
            FileArchive archive = root.archive(
                    ArchiveRequest.of(List.of("etc/**", "etc/passwd", "usr/lib/os-release", "home/**", "bin/*")), tar);
            assertThat(SharedMachine.names(tar)).containsExactlyInAnyOrder("home/shadow", "home/loop", "bin/sh");
            assertThat(archive.skipped())
                    .extracting(FileArchive.Skipped::reason)
                    .containsOnly(Reason.CIRCLE);
            assertThat(root.stat(List.of("etc/passwd", "home/shadow")))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.type()).isEqualTo(FileEntry.Type.SYMLINK);
                        assertThat(entry.linkTarget()).isEqualTo("../../../../../etc/shadow");
                    });
            assertThatThrownBy(() -> root.list(ListRequest.all("etc"))).hasMessageContaining("in a circle");
        }
    }

    @Test
    void oddNamesNeitherBreakTheListingNorRunAnything() {
        try (GuestFilesystem root = machine.ext4("evil-content.qcow2")) {
            assertThat(root.list(ListRequest.all("home/alice")).entries())
                    .extracting(FileEntry::path)
                    .contains("home/alice/new\nline", "home/alice/\ud83d\ude00emoji", "home/alice/bad\ufffd\ufffdname");
            FileArchive archive = root.archive(ArchiveRequest.of(List.of("etc/netplan/*", "etc/**")), machine.fresh());
            assertThat(archive.skipped()).containsExactly(new FileArchive.Skipped("etc/os-release", Reason.SPECIAL, 0));
            assertThat(SharedMachine.names(archive.file())).anyMatch(name -> name.contains("$(reboot)"));
        }
        assertThat(machine.appliance().storage().disks()).isNotEmpty();
    }

    @Test
    void listingTellsModesTimesAndOwners() {
        try (GuestFilesystem root = machine.labelled("richroot")) {
            assertThat(root.list(ListRequest.all("").withOnlyPermissions(06000)).entries())
                    .extracting(FileEntry::path)
                    .containsExactlyInAnyOrder("opt/tool/bin/helper", "usr/bin/passwd", "usr/bin/wall");
            assertThat(root.list(ListRequest.all("")
                                    .withOnlyLargerThan(10 << 20)
                                    .withOnlyNames("*.pem"))
                            .entries())
                    .extracting(FileEntry::path)
                    .contains("var/log/big.log", "etc/ssl/certs/expired.example.org.pem");
            FileEntry shadow = root.stat(List.of("etc/shadow")).get(0);
            assertThat(shadow.mode()).isEqualTo(0600);
            assertThat(shadow.modified()).isBefore(Instant.now());
            FileListing some = root.list(ListRequest.all("etc").withMaxEntries(3));
            assertThat(some.entries()).hasSize(3);
            assertThat(some.truncated()).isTrue();
        }
    }

    @Test
    void pathsThatAreNoneAreRefusedBeforeTheyReachTheMachine() {
        try (GuestFilesystem root = machine.labelled("richroot")) {
            for (String path : List.of("/etc/passwd", "../x", "a//b", "a/./b", "", "a\0b")) {
                assertThatThrownBy(() -> root.stat(List.of(path)))
                        .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                        .extracting(ApplianceException::kind)
                        .isEqualTo(Kind.VALIDATION);
            }
        }
        assertThatThrownBy(() -> machine.appliance().mount("/dev/sdz9", "")).hasMessageContaining("/dev/sdz9");
    }

    @Test
    void absoluteLinksAmongFoldersLeadWhereTheyLeadInTheGuest() {
        try (GuestFilesystem root = machine.ext4("debian-links.qcow2")) {
            Path tar = machine.fresh();
            FileArchive archive = root.archive(
                    ArchiveRequest.of(List.of("var/lib/dpkg/status", "etc/network/**", "opt/circle/x", "opt/round/**")),
                    tar);
            assertThat(SharedMachine.names(tar))
                    .contains("elsewhere/deep/down/dpkg/status", "srv/network/interfaces")
                    .allMatch(name -> name.startsWith("elsewhere/") || name.startsWith("srv/"));
            assertThat(archive.skipped())
                    .containsExactlyInAnyOrder(
                            new FileArchive.Skipped("opt/circle/x", Reason.CIRCLE, 0),
                            new FileArchive.Skipped("opt/round", Reason.CIRCLE, 0));
            assertThat(root.list(ListRequest.all("etc/network")).entries())
                    .extracting(FileEntry::path)
                    .containsExactly("srv/network/interfaces");
            assertThat(root.stat(List.of("var/lib/dpkg/status")))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.sizeBytes()).isPositive());
        }
    }

    @Test
    void archiveThatHasNoRoomInTheMachineIsPackedWhileItIsFetched() {
        try (GuestFilesystem root = machine.ext4("evil-big.qcow2")) {
            Path tar = machine.fresh();
            FileArchive archive = root.archive(
                    ArchiveRequest.of(List.of("etc/fstab"))
                            .withLarge(List.of("var/lib/dpkg/status", "var/log/sparse.log"), 64 << 20),
                    tar);
            assertThat(archive.sizeBytes()).isGreaterThan(60 << 20);
            assertThat(SharedMachine.names(tar))
                    .containsExactlyInAnyOrder("etc/fstab", "var/lib/dpkg/status", "var/log/sparse.log");
            assertThat(machine.text(root, "etc/fstab")).contains(" / ext4 ");
        }
    }
}

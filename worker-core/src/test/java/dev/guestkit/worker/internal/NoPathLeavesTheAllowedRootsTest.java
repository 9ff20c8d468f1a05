package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.HandlerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant 9: no path leaves the allowed roots. */
@DisplayName("Invariant 9: no path leaves the allowed roots")
class NoPathLeavesTheAllowedRootsTest {
    @TempDir
    Path directory;

    private Path root;
    private Path outside;
    private RootedPaths paths;

    @BeforeEach
    void files() throws IOException {
        root = Files.createDirectory(directory.resolve("root")).toRealPath();
        outside = Files.createDirectory(directory.resolve("rootless")).toRealPath();
        Files.writeString(root.resolve("disk.img"), "disk");
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("inner"), root.resolve("disk.img"));
        Files.createSymbolicLink(root.resolve("outer"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("out"), outside);
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("not-yet"));
        paths = new RootedPaths(List.of(root));
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HandlerException.class, e -> assertThat(e.code()).isEqualTo(code.name()));
    }

    @Test
    void aFileBelowTheRootIsGivenByItsRealPath() {
        assertThat(paths.existing(root + "/inner")).isEqualTo(root.resolve("disk.img"));
        assertThat(paths.existing(root + "/../root/./disk.img")).isEqualTo(root.resolve("disk.img"));
    }

    @Test
    void everyWayOutIsRefused() {
        for (String path : List.of(
                outside + "/secret",
                root + "/outer",
                root + "/out/secret",
                root + "/../rootless/secret",
                "disk.img",
                "",
                root + "/disk.img\0.raw",
                "/etc/shadow",
                "/proc/self/root/etc/passwd")) {
            refused(ErrorCode.PATH_NOT_ALLOWED, () -> paths.existing(path));
            refused(ErrorCode.PATH_NOT_ALLOWED, () -> paths.writable(path.isEmpty() ? "" : path));
        }
    }

    @Test
    void whatIsMissingInsideIsNotFoundAndOutsideIsRefused() {
        refused(ErrorCode.IMAGE_NOT_FOUND, () -> paths.existing(root + "/none.img"));
        refused(ErrorCode.IMAGE_NOT_FOUND, () -> paths.existing(root + "/no/such/dir/none.img"));
        refused(ErrorCode.PATH_NOT_ALLOWED, () -> paths.existing(outside + "/none.img"));
    }

    @Test
    void aNewFileIsWritableOnlyBelowARootAndNeverThroughALink() {
        assertThat(paths.writable(root + "/new.img")).isEqualTo(root.resolve("new.img"));
        refused(ErrorCode.PATH_NOT_ALLOWED, () -> paths.writable(root + "/out/new.img"));
        refused(ErrorCode.PATH_NOT_ALLOWED, () -> paths.writable(root + "/dangling"));
        refused(ErrorCode.PATH_NOT_ALLOWED, () -> paths.writable(root + "/missing/new.img"));
        refused(ErrorCode.PATH_NOT_ALLOWED, () -> paths.writable(root + "/.."));
    }

    @Test
    void withoutRootsNothingIsAllowed() {
        RootedPaths none = new RootedPaths(List.of());
        refused(ErrorCode.PATH_NOT_ALLOWED, () -> none.existing(root + "/disk.img"));
        refused(ErrorCode.PATH_NOT_ALLOWED, () -> none.writable(root + "/new.img"));
    }
}

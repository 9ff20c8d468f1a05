package dev.guestkit.handlers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PatternsTest {
    private static final List<String> SOME =
            List.of("etc/**", "usr/bin/*", "usr/lib/os-release", "var/lib/dpkg/status", "boot/*");

    @Test
    void fileSystemMountedDeeperGetsTheRestOfThePattern() {
        assertThat(Patterns.below(SOME, "/")).isEqualTo(SOME);
        assertThat(Patterns.below(SOME, "/usr")).containsExactly("bin/*", "lib/os-release");
        assertThat(Patterns.below(SOME, "/var/lib")).containsExactly("dpkg/status");
        assertThat(Patterns.below(SOME, "/boot")).containsExactly("*");
        assertThat(Patterns.below(SOME, "/srv")).isEmpty();
    }

    @Test
    void fileSystemWithinAWantedFolderIsWantedWhole() {
        assertThat(Patterns.below(SOME, "/etc/ssl")).containsExactly("*");
    }

    @Test
    void windowsPatternsMatchAnyCase() {
        assertThat(Patterns.ignoringCase(List.of("a1/*.Sys"))).containsExactly("[aA]1/*.[Ss][yY][sS]");
    }

    @Test
    void foldersEndAtTheFirstWildcard() {
        assertThat(Patterns.literalFolder("usr/lib/modules/*/vmlinuz", 9)).isEqualTo("usr/lib/modules");
        assertThat(Patterns.literalFolder("usr/lib/modules/*/vmlinuz", 2)).isEqualTo("usr/lib");
        assertThat(Patterns.literalFolder("*", 3)).isEmpty();
        assertThat(Patterns.depth("usr/bin/*")).isEqualTo(3);
    }
}

package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.guestfacts.internal.Globs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestManifestTest {
    @TempDir
    Path dir;

    @Test
    void everythingReadOfALinuxGuestIsOnTheList() {
        Recorder recorder = new Recorder(new DirectoryTree(Path.of("/")));
        GuestFacts.read(GuestFiles.of(recorder), FactsOptions.defaults());
        assertThat(recorder.read).hasSizeGreaterThan(100).allMatch(p -> covered(p, GuestManifest.linux()));
    }

    @Test
    void everythingReadOfAWindowsGuestIsOnTheList() throws IOException {
        Tools.need("hivexregedit");
        MemoryTree tree = new MemoryTree().file("/Windows/System32/drivers/etc/hosts", "");
        byte[] bcd = Files.readAllBytes(WindowsGuest.hive(dir, "BCD", WindowsGuest.SYSTEM));
        tree.file("/Boot/BCD", bcd);
        for (String name : List.of("SOFTWARE", "SYSTEM", "SAM")) {
            tree.file("/Windows/System32/config/" + name, bcd);
        }
        Recorder recorder = new Recorder(tree);
        GuestFacts.read(GuestFiles.of(recorder), FactsOptions.defaults());
        assertThat(recorder.read).hasSize(5).allMatch(p -> covered(p, GuestManifest.windows()));
    }

    /** Whether a path, or one it was reached through, is on the list of contents. */
    private static boolean covered(String path, GuestManifest manifest) {
        List<String> patterns = new ArrayList<>(manifest.text());
        patterns.addAll(manifest.databases());
        // On merged systems /lib is reached as /usr/lib.
        for (String name : List.of(path.substring(1), path.replaceFirst("^/usr/", ""))) {
            for (String pattern : patterns) {
                boolean tree = pattern.endsWith("/**");
                String top = tree ? pattern.substring(0, pattern.length() - 3) : pattern;
                if (tree ? name.startsWith(top + "/") : sameDepth(top, name) && Globs.matches(top, name, true)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean sameDepth(String pattern, String path) {
        return pattern.split("/", -1).length == path.split("/", -1).length;
    }

    private static final class Recorder implements GuestTree {
        final Set<String> read = new TreeSet<>();
        private final GuestTree tree;

        Recorder(GuestTree tree) {
            this.tree = tree;
        }

        @Override
        public Optional<GuestNode> node(String path) {
            return tree.node(path);
        }

        @Override
        public List<String> names(String path) {
            return tree.names(path);
        }

        @Override
        public byte[] bytes(String path, int limit) {
            read.add(path);
            return tree.bytes(path, limit);
        }
    }
}

package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ArchiveRequest;
import java.util.ArrayList;
import java.util.List;

/** The script that finds files to pack, for a request that was checked. */
final class ArchiveScript {
    private static final String BELOW = "/**";

    private final ArchiveRequest request;
    private final List<String> globs = new ArrayList<>();
    private final List<String> trees = new ArrayList<>();

    private ArchiveScript(ArchiveRequest request) {
        this.request = request;
        for (String pattern : request.patterns()) {
            boolean tree = pattern.endsWith(BELOW);
            String path = tree ? pattern.substring(0, pattern.length() - BELOW.length()) : pattern;
            GuestPaths.check(path);
            (tree ? trees : globs).add(path);
        }
        request.largePatterns().forEach(GuestPaths::check);
    }

    static ArchiveScript of(ArchiveRequest request) {
        return new ArchiveScript(request);
    }

    Script at(String place) {
        return Script.of("resolve.sh", "archive.sh")
                .with("place", place)
                .with("globs", globs)
                .with("trees", trees)
                .with("large", request.largePatterns());
    }
}

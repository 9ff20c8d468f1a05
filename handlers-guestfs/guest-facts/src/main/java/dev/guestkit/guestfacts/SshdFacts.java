package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Map;

/**
 * What the OpenSSH server would do, in the words of {@code sshd -T}: keywords in lower case.
 *
 * @param configured whether there is a configuration
 * @param effective the values in force outside of Match blocks: the first one set, else sshd's default for the keywords that
 *     matter to security; keywords that add up have all their values
 * @param explicit the keywords that files set, with the file
 * @param matches the Match blocks, kept apart, in their order
 * @param files the files read, in their order
 */
public record SshdFacts(
        boolean configured,
        Map<String, List<String>> effective,
        Map<String, String> explicit,
        List<Match> matches,
        List<String> files) {
    /** Copies. */
    public SshdFacts {
        effective = Map.copyOf(effective);
        explicit = Map.copyOf(explicit);
        matches = List.copyOf(matches);
        files = List.copyOf(files);
    }

    /**
     * One Match block.
     *
     * @param criteria what it asks for
     * @param settings what it sets
     */
    public record Match(String criteria, Map<String, List<String>> settings) {
        /** Copies. */
        public Match {
            settings = Map.copyOf(settings);
        }
    }
}

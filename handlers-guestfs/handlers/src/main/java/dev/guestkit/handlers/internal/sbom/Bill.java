package dev.guestkit.handlers.internal.sbom;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bill of materials, before it is written in one format or the other.
 *
 * @param image what the bill is of: the file name of the image
 * @param hashes checksums of the whole image, by the protocol's names of the algorithms
 * @param facts of the image, by names of ours
 * @param systems the operating systems on it
 * @param created when the job was made
 */
record Bill(String image, Map<String, String> hashes, Map<String, String> facts, List<Host> systems, Instant created) {
    Bill {
        systems = List.copyOf(systems);
    }

    /**
     * One operating system.
     *
     * @param ref unique in the bill
     * @param name the id of its distribution, such as {@code debian}
     * @param version empty when unknown
     * @param title what people call it
     * @param facts by names of ours
     * @param packages what is installed, by package URL
     * @param gaps why the packages are not all known; empty when they are
     */
    record Host(
            String ref,
            String name,
            String version,
            String title,
            Map<String, String> facts,
            List<Item> packages,
            List<String> gaps) {
        Host {
            packages = List.copyOf(packages);
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * One package.
     *
     * @param ref unique in the bill
     * @param application whether it is a program for people, else a library
     * @param version as its own tool prints it
     * @param url its package URL
     * @param license as the package says it
     * @param publisher who published it
     * @param summary one line about it
     * @param facts by names of ours
     */
    record Item(
            String ref,
            boolean application,
            String name,
            String version,
            String url,
            Optional<License> license,
            Optional<String> publisher,
            Optional<String> summary,
            Map<String, String> facts) {}

    /**
     * A license.
     *
     * @param text an expression of listed licenses, or whatever the package says
     * @param listed which of the two
     */
    record License(String text, boolean listed) {}
}

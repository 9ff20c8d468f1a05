package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The raw tree of a guest's files, without following any link: {@link GuestFiles} does that, inside the guest.
 *
 * <p>Paths are absolute, separated by {@code /}, without {@code .}, {@code ..}, empty parts or a slash at the end; the root is
 * {@code /}. Implementations may be used by several threads at once.
 */
public interface GuestTree {
    /** What lies at {@code path}; empty when there is nothing. */
    Optional<GuestNode> node(String path);

    /** The names in the directory at {@code path}, sorted; none when it is no directory. */
    List<String> names(String path);

    /**
     * The first bytes of the regular file at {@code path}, at most {@code limit}.
     *
     * @throws GuestFactsException {@code UNREADABLE} when the content is not to be had
     */
    byte[] bytes(String path, int limit);

    /** This tree with files that exist in the guest but were not handed over: reading one fails with the reason given here. */
    default GuestTree withOmitted(Map<String, String> reasons) {
        return reasons.isEmpty() ? this : new OmittedFiles(this, reasons);
    }
}

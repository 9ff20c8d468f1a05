package dev.guestkit.guestfacts;

import java.util.Optional;

/** What reading one path of a guest gave: bytes, nothing there, or a reason. */
public sealed interface GuestRead {
    /**
     * The content.
     *
     * @param path where it lies after following links
     * @param bytes the first bytes of the file; not copied, not to be changed
     * @param truncated whether the file goes on after them
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
    record Bytes(String path, byte[] bytes, boolean truncated) implements GuestRead {}

    /** Nothing lies there, or a link to nothing. */
    record Absent() implements GuestRead {}

    /**
     * Something lies there that is not read.
     *
     * @param reason why, for people
     */
    record Refused(String reason) implements GuestRead {}

    /** The content when there is one. */
    default Optional<Bytes> content() {
        return this instanceof Bytes b ? Optional.of(b) : Optional.empty();
    }
}

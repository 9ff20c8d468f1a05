package dev.guestkit.appliance;

/**
 * Which files to list. Build with {@link #all} and the {@code with} methods; several {@code only} switches mean any of them.
 *
 * @param path folder to start from, empty for the root; it is not an entry itself. Links in it lead where they lead in the guest, and
 *     entries have their real paths
 * @param maxDepth 1 for its own entries only
 * @param maxEntries as many at most
 * @param onlyPermissions matches files with any of these mode bits, 0 for no such condition: {@code 06000} finds setuid and setgid files,
 *     {@code 0002} world-writable ones (links never match)
 * @param onlyLargerThan matches regular files above this size in bytes, negative for no such condition
 * @param onlyNames matches names by shell pattern, empty for no such condition; several with {@code |} between
 */
public record ListRequest(
        String path, int maxDepth, int maxEntries, int onlyPermissions, long onlyLargerThan, String onlyNames) {

    /** Everything below a folder, 200,000 entries at most. */
    public static ListRequest all(String path) {
        return new ListRequest(path, Integer.MAX_VALUE, 200_000, 0, -1, "");
    }

    public ListRequest withMaxDepth(int depth) {
        return new ListRequest(path, depth, maxEntries, onlyPermissions, onlyLargerThan, onlyNames);
    }

    public ListRequest withMaxEntries(int entries) {
        return new ListRequest(path, maxDepth, entries, onlyPermissions, onlyLargerThan, onlyNames);
    }

    public ListRequest withOnlyPermissions(int bits) {
        return new ListRequest(path, maxDepth, maxEntries, bits, onlyLargerThan, onlyNames);
    }

    public ListRequest withOnlyLargerThan(long bytes) {
        return new ListRequest(path, maxDepth, maxEntries, onlyPermissions, bytes, onlyNames);
    }

    public ListRequest withOnlyNames(String patterns) {
        return new ListRequest(path, maxDepth, maxEntries, onlyPermissions, onlyLargerThan, patterns);
    }
}

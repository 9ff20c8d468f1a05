package dev.guestkit.guestfacts;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths inside a guest, as text: the host's own path rules play no part. */
final class GuestPath {
    private GuestPath() {}

    /** Absolute, without {@code .}, {@code ..} (which stop at the root) and empty parts. Does not look at links. */
    static String normalize(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String child(String dir, String name) {
        return dir.equals("/") ? "/" + name : dir + "/" + name;
    }
}

package dev.guestkit.guestfacts.internal;

/** Matches shell patterns. */
public final class Globs {
    private Globs() {}

    /** Whether a shell pattern matches a whole name. */
    public static boolean matches(String glob, String name) {
        return matches(glob, name, false);
    }

    /**
     * Whether a shell pattern matches a whole name. Goes back to the last star only, so that a pattern out of a guest's
     * configuration costs at most the product of both lengths; a regular expression could cost ages.
     */
    public static boolean matches(String glob, String name, boolean ignoreCase) {
        int g = 0;
        int n = 0;
        int star = -1;
        int mark = 0;
        while (n < name.length()) {
            int next = g < glob.length() && glob.charAt(g) != '*' ? one(glob, g, name.charAt(n), ignoreCase) : -1;
            if (next > 0) {
                g = next;
                n++;
            } else if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                mark = n;
            } else if (star >= 0) {
                g = star + 1;
                n = ++mark;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    /** Where the pattern goes on when its element at {@code g} matches {@code c}, else -1. */
    private static int one(String glob, int g, char c, boolean ignoreCase) {
        char p = glob.charAt(g);
        int close = p == '[' ? glob.indexOf(']', g + 2) : -1;
        if (close > 0) {
            return inSet(glob.substring(g + 1, close), c) ? close + 1 : -1;
        }
        boolean same = p == '?' || p == c || (ignoreCase && Character.toLowerCase(p) == Character.toLowerCase(c));
        return same ? g + 1 : -1;
    }

    private static boolean inSet(String set, char c) {
        boolean not = set.startsWith("!") || set.startsWith("^");
        for (int i = not ? 1 : 0; i < set.length(); i++) {
            boolean range = i + 2 < set.length() && set.charAt(i + 1) == '-';
            char low = set.charAt(i);
            char high = range ? set.charAt(i + 2) : low;
            if (c >= low && c <= high) {
                return !not;
            }
            i += range ? 2 : 0;
        }
        return not;
    }
}

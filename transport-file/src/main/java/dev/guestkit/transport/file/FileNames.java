package dev.guestkit.transport.file;

/**
 * How ids become file names, reversibly.
 *
 * <p>Ids are case-sensitive and may hold {@code :}. Where a file system keeps both, a name is the id itself, so that people find
 * it; elsewhere {@code :} and capitals are written with a leading {@code ^}, which no id holds. Chosen once per spool.
 */
enum FileNames {
    PLAIN {
        @Override
        String encode(String id) {
            return id;
        }

        @Override
        String decode(String name) {
            return name;
        }
    },
    ENCODED {
        @Override
        String encode(String id) {
            StringBuilder out = new StringBuilder(id.length() + 8);
            for (int i = 0; i < id.length(); i++) {
                char c = id.charAt(i);
                if (c == ':') {
                    out.append("^.");
                } else if (c >= 'A' && c <= 'Z') {
                    out.append('^').append((char) (c - 'A' + 'a'));
                } else {
                    out.append(c);
                }
            }
            return out.toString();
        }

        @Override
        String decode(String name) {
            StringBuilder out = new StringBuilder(name.length());
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c == '^' && i + 1 < name.length()) {
                    char marked = name.charAt(++i);
                    out.append(marked == '.' ? ':' : (char) (marked - 'a' + 'A'));
                } else {
                    out.append(c);
                }
            }
            return out.toString();
        }
    };

    abstract String encode(String id);

    abstract String decode(String name);
}

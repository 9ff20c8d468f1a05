package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.SshdFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.Unavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads sshd_config as sshd does: the first value of a keyword wins, Include takes other files in at its place, and what
 * follows Match, to the end of that file, applies only where it matches. That is everywhere for {@code Match all}, whose
 * settings come before those outside of Match wherever they are allowed in it (sshd_config(5), OpenSSH 9).
 */
public final class SshdReader {
    private static final String TOP = "/etc/ssh/sshd_config";
    private static final int MAX_FILES = 500;

    /** sshd itself goes no deeper (SERVCONF_MAX_DEPTH). */
    private static final int MAX_DEPTH = 16;

    /** In place of a block's number: outside of Match, and below {@code Match all}. */
    private static final int GLOBAL = -1;

    private static final int EVERYWHERE = -2;

    private static final Set<String> ADDING = Set.of(
            "port",
            "listenaddress",
            "hostkey",
            "hostcertificate",
            "acceptenv",
            "setenv",
            "allowusers",
            "denyusers",
            "allowgroups",
            "denygroups",
            "subsystem");

    private static final Map<String, String> RENAMED = Map.of(
            "challengeresponseauthentication", "kbdinteractiveauthentication",
            "skeyauthentication", "kbdinteractiveauthentication",
            "dsaauthentication", "pubkeyauthentication",
            "pubkeyacceptedkeytypes", "pubkeyacceptedalgorithms",
            "hostbasedacceptedkeytypes", "hostbasedacceptedalgorithms",
            "keepalive", "tcpkeepalive");

    private final Probe probe;
    private final Map<String, List<String>> global = new LinkedHashMap<>();
    private final Map<String, List<String>> everywhere = new LinkedHashMap<>();
    private final Map<String, String> explicit = new LinkedHashMap<>();
    private final List<String> criteria = new ArrayList<>();
    private final List<Map<String, List<String>>> blocks = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final Deque<Integer> active = new ArrayDeque<>();
    private final Deque<Integer> outer = new ArrayDeque<>();

    private SshdReader(Probe probe) {
        this.probe = probe;
    }

    /** The server's settings. A guest without the file has no server configured, which is an answer. */
    public static SshdFacts read(Probe probe) {
        return new SshdReader(probe).all();
    }

    private SshdFacts all() {
        boolean configured = probe.files().exists(TOP);
        if (configured) {
            probe.required(TOP);
            file(TOP, GLOBAL);
        } else if (probe.files().list("/etc").isEmpty()) {
            throw new Unavailable("/etc is missing or empty");
        }
        Map<String, List<String>> effective = new LinkedHashMap<>();
        if (configured) {
            SshdDefaults.VALUES.forEach((k, v) -> effective.put(k, List.of(v)));
            effective.putAll(global);
            effective.putAll(everywhere);
        }
        List<SshdFacts.Match> matches = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            matches.add(new SshdFacts.Match(criteria.get(i), blocks.get(i)));
        }
        return new SshdFacts(configured, effective, explicit, matches, files);
    }

    /** Reads one file; {@code block} is the Match block that its Include stands in, or none. */
    private void file(String path, int block) {
        if (active.size() >= MAX_DEPTH || files.size() >= MAX_FILES) {
            probe.notes().add(path + ": included too deep or too often, not read");
            return;
        }
        files.add(Text.clean(path));
        active.push(block);
        outer.push(block);
        for (String line : probe.linesOrNone(path)) {
            List<String> words = words(line);
            if (!words.isEmpty()) {
                line(path, Text.lower(words.get(0)), words.subList(1, words.size()));
            }
        }
        active.pop();
        outer.pop();
    }

    private void line(String path, String keyword, List<String> values) {
        if (keyword.equals("match")) {
            active.pop();
            active.push(match(values));
        } else if (keyword.equals("include")) {
            int block = active.getFirst();
            values.forEach(v ->
                    probe.files().glob(v.startsWith("/") ? v : "/etc/ssh/" + v).forEach(f -> file(f, block)));
        } else if (!values.isEmpty()) {
            set(path, RENAMED.getOrDefault(keyword, keyword), values);
        }
    }

    /** The block that begins here; what a file in a Match block includes stays below that block's criteria. */
    private int match(List<String> values) {
        int around = outer.getFirst();
        if (values.size() == 1 && Text.lower(values.get(0)).equals("all")) {
            return around < 0 ? EVERYWHERE : around;
        }
        String here = String.join(" ", values);
        criteria.add(around < 0 ? here : criteria.get(around) + " " + here);
        blocks.add(new LinkedHashMap<>());
        return blocks.size() - 1;
    }

    private void set(String path, String keyword, List<String> values) {
        int block = active.getFirst();
        boolean overrides = block == EVERYWHERE && SshdDefaults.IN_MATCH.contains(keyword);
        Map<String, List<String>> into = overrides ? everywhere : block < 0 ? global : blocks.get(block);
        if (block < 0 && !into.containsKey(keyword) && !everywhere.containsKey(keyword)) {
            explicit.put(keyword, Text.clean(path));
        }
        if (ADDING.contains(keyword)) {
            List<String> more = keyword.equals("subsystem") ? List.of(String.join(" ", values)) : values;
            List<String> all = new ArrayList<>(into.getOrDefault(keyword, List.of()));
            all.addAll(more);
            into.put(keyword, List.copyOf(all));
        } else {
            into.putIfAbsent(keyword, List.of(value(keyword, values)));
        }
    }

    /** As sshd -T prints it: words for yes and no in lower case, times in seconds, and the old name of one choice. */
    private static String value(String keyword, List<String> values) {
        String joined = String.join(" ", values);
        String lower = Text.lower(joined);
        if (keyword.equals("permitrootlogin") && lower.equals("prohibit-password")) {
            return "without-password";
        }
        if (keyword.equals("logingracetime") || keyword.equals("clientaliveinterval")) {
            return SshdDefaults.seconds(lower).orElse(joined);
        }
        if (keyword.equals("loglevel") || keyword.equals("syslogfacility")) {
            return joined.toUpperCase(java.util.Locale.ROOT);
        }
        boolean word = Optional.ofNullable(SshdDefaults.VALUES.get(keyword))
                .filter(d -> d.equals("yes") || d.equals("no"))
                .isPresent();
        return word || Set.of("yes", "no").contains(lower) ? lower : joined;
    }

    /** The words of a line: a comment ends it, quotes hold words together, one equals sign may follow the first. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean open = false;
        boolean equals = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean assigns = c == '=' && !equals && !quoted && (words.isEmpty() ? open : words.size() == 1 && !open);
            equals |= assigns;
            boolean blank = assigns || (!quoted && (c == ' ' || c == '\t'));
            if (c == '"') {
                quoted = !quoted;
                open = true;
            } else if (c == '#' && !quoted && !open) {
                break;
            } else if (blank && open) {
                words.add(word.toString());
                word.setLength(0);
                open = false;
            } else if (!blank) {
                word.append(c);
                open = true;
            }
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }
}

package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file of nft commands with what it includes, as far as to count its rules and to know what happens to packets that
 * none of them meets (nft(8)). Statements end at a line's end, a semicolon or a closing brace.
 */
final class NftRules {
    private static final int MAX_FILES = 100;

    private static final Pattern HOOK = Pattern.compile("type \\w{1,32} hook (\\w{1,32})\\b.{0,200}");
    private static final Pattern POLICY = Pattern.compile("policy (accept|drop)");
    private static final Pattern INCLUDE = Pattern.compile("include \"([^\"]{1,1000})\"");
    private static final Pattern ADDED = Pattern.compile("(?:add |insert )?rule .+");
    private static final Pattern CHAIN = Pattern.compile("(?:add |create )?chain .+");
    private static final Pattern OTHER_BLOCK = Pattern.compile(
            "(?:add |create )?(?:table|set|map|flowtable|counter|quota|limit|secmark|synproxy|ct \\w{1,32}) .+|elements =.*");
    private static final Pattern NO_RULE =
            Pattern.compile("(?:devices?|comment|flags|priority|policy|type|define|undefine|redefine)\\b.*");

    private final Probe probe;
    private final Map<String, String> policies = new TreeMap<>();
    private final Set<String> read = new HashSet<>();
    private final Deque<Boolean> blocks = new ArrayDeque<>();
    private String hook = "";
    private int count;

    private NftRules(Probe probe) {
        this.probe = probe;
    }

    static NftRules read(Probe probe, String path) {
        NftRules rules = new NftRules(probe);
        rules.file(path);
        return rules;
    }

    /** By hook: {@code accept}, unless a chain of it says {@code drop}. */
    Map<String, String> policies() {
        return policies;
    }

    int count() {
        return count;
    }

    private void file(String path) {
        if (read.size() >= MAX_FILES || !read.add(path)) {
            return;
        }
        StringBuilder open = new StringBuilder();
        for (String line : probe.linesOrNone(path)) {
            if (line.endsWith("\\") && open.length() < 65_536) {
                open.append(line, 0, line.length() - 1).append(' ');
            } else {
                characters(open, line);
            }
        }
        statement(open);
    }

    /** A brace opens a block after a word that has one; everywhere else it holds an anonymous set, which belongs to its rule. */
    private void characters(StringBuilder open, String line) {
        boolean quoted = false;
        int depth = depth(open);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (quoted || c == '"') {
                open.append(c);
            } else if (c == '#') {
                break;
            } else if (c == '{' && depth == 0 && opensBlock(open)) {
                open.setLength(0);
            } else if (depth == 0 && (c == ';' || c == '}')) {
                statement(open);
                if (c == '}') {
                    blocks.poll();
                    hook = "";
                }
            } else {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                open.append(c);
            }
        }
        if (depth > 0 && open.length() < 65_536) {
            open.append(' ');
        } else {
            statement(open);
        }
    }

    private static int depth(StringBuilder open) {
        return (int) (open.chars().filter(c -> c == '{').count()
                - open.chars().filter(c -> c == '}').count());
    }

    private boolean opensBlock(StringBuilder open) {
        String head = normal(open);
        boolean chain = CHAIN.matcher(head).matches();
        if (chain || OTHER_BLOCK.matcher(head).matches()) {
            blocks.push(chain);
            return true;
        }
        return false;
    }

    private void statement(StringBuilder open) {
        String text = normal(open);
        open.setLength(0);
        Matcher starts = HOOK.matcher(text);
        Matcher policy = POLICY.matcher(text);
        Matcher include = INCLUDE.matcher(text);
        if (include.matches()) {
            String path = include.group(1);
            probe.files().glob(path.startsWith("/") ? path : "/etc/" + path).forEach(this::file);
        } else if (starts.matches()) {
            hook = starts.group(1);
            policies.putIfAbsent(hook, "accept");
        } else if (policy.matches() && !hook.isEmpty() && policy.group(1).equals("drop")) {
            policies.put(hook, "drop");
        } else if (ADDED.matcher(text).matches() || (inChain() && isRule(text))) {
            count++;
        }
    }

    private boolean inChain() {
        return Boolean.TRUE.equals(blocks.peek());
    }

    private static boolean isRule(String text) {
        return !text.isEmpty() && !NO_RULE.matcher(text).matches();
    }

    private static String normal(StringBuilder open) {
        return open.toString().strip().replaceAll("\\s+", " ");
    }
}

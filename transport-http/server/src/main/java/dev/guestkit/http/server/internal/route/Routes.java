package dev.guestkit.http.server.internal.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every route, found by path and method. Immutable. */
public final class Routes {
    private final Node root = new Node();

    /** Makes a table of these. */
    public Routes(List<Route> routes) {
        routes.forEach(this::add);
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : route.path().substring(1).split("/", -1)) {
            if (segment.startsWith("{")) {
                Node next = node.any == null ? new Node() : node.any;
                node.any = next;
                node = next;
            } else {
                node = node.named.computeIfAbsent(segment, s -> new Node());
            }
        }
        if (node.methods.put(route.method(), route) != null) {
            throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
        }
    }

    /**
     * What a path leads to.
     *
     * @param route for the method, empty when the path has others only
     * @param parameters the decoded segments at the places of names, in order
     * @param allowed every method of the path
     */
    public record Match(Optional<Route> route, List<String> parameters, String allowed) {}

    /**
     * What the path leads to, empty when it leads nowhere.
     *
     * @throws ApiException {@code BAD_REQUEST} when it is not well-formed
     */
    public Optional<Match> find(String method, String path) {
        List<String> parameters = new ArrayList<>(2);
        Node node = path.startsWith("/") ? root : null;
        for (int from = 1; node != null && from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            node = node.step(Percent.decode(path.substring(from, to), false), parameters);
            from = to + 1;
        }
        if (node == null || node.methods.isEmpty()) {
            return Optional.empty();
        }
        // Looking is the same without the body.
        String lookup = method.equals("HEAD") ? "GET" : method;
        return Optional.of(new Match(Optional.ofNullable(node.methods.get(lookup)), parameters, node.allowed()));
    }

    private static final class Node {
        private final Map<String, Node> named = new HashMap<>();
        private final Map<String, Route> methods = new TreeMap<>();
        private @Nullable Node any;

        @Nullable
        Node step(String segment, List<String> parameters) {
            Node next = named.get(segment);
            if (next == null && any != null && !segment.isEmpty()) {
                parameters.add(segment);
                return any;
            }
            return next;
        }

        String allowed() {
            TreeSet<String> all = new TreeSet<>(methods.keySet());
            if (all.contains("GET")) {
                all.add("HEAD");
            }
            return String.join(", ", all);
        }
    }
}

package dev.guestkit.http.server;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The events of a stream as a client reads them. */
record Sse(String id, String event, String data) {
    /** Every event of a whole answer. */
    static List<Sse> all(String text) {
        List<Sse> events = new ArrayList<>();
        Iterator<String> lines = text.lines().iterator();
        for (Sse next = next(lines); next != null; next = next(lines)) {
            events.add(next);
        }
        return events;
    }

    /** The next event, null at the end; comments and times to wait are passed over. */
    static Sse next(Iterator<String> lines) {
        String id = "";
        String event = "";
        String data = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !event.isEmpty()) {
                return new Sse(id, event, data);
            }
        }
        return null;
    }
}

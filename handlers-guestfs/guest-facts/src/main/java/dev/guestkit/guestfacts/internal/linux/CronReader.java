package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.EnvironmentFacts.Scheduled;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;

/** Reads crontabs (crontab(5)): the system's have a user in each line, a user's own have not. */
final class CronReader {
    private static final int MAX = 5000;

    private final Probe probe;
    private final List<Scheduled> found = new ArrayList<>();

    CronReader(Probe probe) {
        this.probe = probe;
    }

    List<Scheduled> read() {
        file("/etc/crontab", "");
        probe.files().glob("/etc/cron.d/*").forEach(f -> file(f, ""));
        for (String pattern : List.of("/var/spool/cron/crontabs/*", "/var/spool/cron/*", "/etc/crontabs/*")) {
            for (String path : probe.files().glob(pattern)) {
                if (probe.files().list(path).isEmpty() && !path.endsWith("/crontabs")) {
                    file(path, path.substring(path.lastIndexOf('/') + 1));
                }
            }
        }
        return found;
    }

    private void file(String path, String owner) {
        for (String line : probe.linesOrNone(path)) {
            List<String> words = Text.words(line);
            int times = !words.isEmpty() && words.get(0).startsWith("@") ? 1 : 5;
            int command = owner.isEmpty() ? times + 1 : times;
            // "NAME=value" sets the environment.
            boolean job = words.size() > command
                    && !words.get(0).startsWith("#")
                    && words.get(0).matches("[@*0-9][\\w*,/~-]*");
            if (job && found.size() < MAX) {
                String schedule = String.join(" ", words.subList(0, times));
                String user = owner.isEmpty() ? words.get(times) : Text.clean(owner);
                found.add(new Scheduled(Text.clean(path), schedule, user, words.get(command)));
            }
        }
    }
}

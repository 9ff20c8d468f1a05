package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.AccountFacts;
import dev.guestkit.guestfacts.GuestRead;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads passwd, shadow and group (passwd(5), shadow(5), group(5)). */
public final class AccountReader {
    private final Probe probe;
    private final Map<String, List<String>> memberOf = new HashMap<>();
    private final Map<Long, String> groupNames = new HashMap<>();

    private AccountReader(Probe probe) {
        this.probe = probe;
    }

    /** Users and groups; unavailable without passwd. */
    public static AccountFacts read(Probe probe) {
        return new AccountReader(probe).all();
    }

    private AccountFacts all() {
        List<String> passwd = probe.required("/etc/passwd");
        List<AccountFacts.Group> groups = groups();
        Shadow shadow = Shadow.read(probe);
        List<AccountFacts.User> users = new ArrayList<>();
        for (String line : passwd) {
            String[] f = line.split(":", -1);
            // Lines that begin with + or - ask NIS and name nobody.
            if (f.length >= 7 && !f[0].isEmpty() && "#+-".indexOf(f[0].charAt(0)) < 0) {
                users.add(user(f, shadow));
            }
        }
        return new AccountFacts(probe.limited(users, "users"), probe.limited(groups, "groups"));
    }

    private AccountFacts.User user(String[] f, Shadow shadow) {
        Optional<Long> gid = Text.number(f[3]);
        String fullName = f[4].split(",", 2)[0];
        String[] s = shadow.lines().getOrDefault(f[0], new String[0]);
        String secret = f[1].equals("x") && s.length > 1 ? s[1] : f[1];
        boolean unknown = f[1].equals("x") && s.length < 2;
        List<String> groups = new ArrayList<>();
        gid.map(groupNames::get).ifPresent(groups::add);
        memberOf.getOrDefault(f[0], List.of()).stream()
                .filter(g -> !groups.contains(g))
                .forEach(groups::add);
        return new AccountFacts.User(
                f[0],
                Text.number(f[2]).orElse(-1L),
                gid,
                Text.nonEmpty(fullName),
                Text.nonEmpty(f[5]),
                Text.nonEmpty(f[6]),
                unknown ? AccountFacts.Password.UNKNOWN : state(secret),
                unknown ? Optional.empty() : PasswordHash.name(secret),
                day(s, 2),
                day(s, 7),
                !expiredForGood(s),
                groups);
    }

    private static AccountFacts.Password state(String secret) {
        if (secret.isEmpty()) {
            return AccountFacts.Password.EMPTY;
        }
        if (PasswordHash.name(secret).isPresent()) {
            return secret.startsWith("!") ? AccountFacts.Password.LOCKED : AccountFacts.Password.SET;
        }
        return AccountFacts.Password.DISABLED;
    }

    private static Optional<String> day(String[] shadow, int field) {
        return field < shadow.length
                ? Text.number(shadow[field])
                        .filter(d -> d <= 3_000_000)
                        .map(d -> LocalDate.ofEpochDay(d).toString())
                : Optional.empty();
    }

    /** usermod -e 1 is how an account is switched off whatever the date. */
    private static boolean expiredForGood(String[] shadow) {
        return shadow.length > 7 && (shadow[7].equals("0") || shadow[7].equals("1"));
    }

    private List<AccountFacts.Group> groups() {
        List<AccountFacts.Group> groups = new ArrayList<>();
        for (String line : probe.linesOrNone("/etc/group")) {
            String[] f = line.split(":", -1);
            if (f.length >= 4 && !f[0].isEmpty() && "#+-".indexOf(f[0].charAt(0)) < 0) {
                List<String> members = List.of(f[3].split(",", -1)).stream()
                        .map(String::strip)
                        .filter(m -> !m.isEmpty())
                        .toList();
                long gid = Text.number(f[2]).orElse(-1L);
                groups.add(new AccountFacts.Group(f[0], gid, members));
                groupNames.putIfAbsent(gid, f[0]);
                members.forEach(
                        m -> memberOf.computeIfAbsent(m, k -> new ArrayList<>()).add(f[0]));
            }
        }
        return groups;
    }

    /** The lines of shadow by name; the map stays inside this class, since it holds hashes. */
    private record Shadow(Map<String, String[]> lines) {
        static Shadow read(Probe probe) {
            Map<String, String[]> lines = new HashMap<>();
            for (String line : probe.linesOrNone("/etc/shadow")) {
                String[] fields = line.split(":", -1);
                lines.putIfAbsent(fields[0], fields);
            }
            if (probe.files().read("/etc/shadow", 1) instanceof GuestRead.Absent) {
                probe.notes().add("/etc/shadow is missing: the passwords' state is not known");
            }
            return new Shadow(lines);
        }
    }
}

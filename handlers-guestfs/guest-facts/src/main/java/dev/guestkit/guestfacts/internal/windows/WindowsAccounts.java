package dev.guestkit.guestfacts.internal.windows;

import dev.guestkit.guestfacts.AccountFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.Unavailable;
import dev.guestkit.guestfacts.internal.regf.Hive;
import dev.guestkit.guestfacts.internal.regf.RegKey;
import dev.guestkit.guestfacts.internal.regf.RegValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the local users and groups out of the SAM hive. Of a password only the length of its stored hash is looked at: that
 * tells whether there is one.
 */
public final class WindowsAccounts {
    private static final int DISABLED = 0x0001;
    private static final int HEADER_OF_V = 0xcc;

    private WindowsAccounts() {}

    /** Local accounts. */
    public static AccountFacts read(Probe probe) {
        Hive sam = new Registry(probe).hive("SAM");
        List<AccountFacts.Group> groups = new ArrayList<>();
        for (String domain : List.of("Builtin", "Account")) {
            sam.key("SAM\\Domains\\" + domain + "\\Aliases").ifPresent(a -> groups(a, groups));
        }
        List<AccountFacts.User> users = new ArrayList<>();
        Optional<RegKey> all = sam.key("SAM\\Domains\\Account\\Users");
        all.flatMap(u -> u.subkey("Names"))
                .ifPresent(n -> n.subkeys().forEach(k -> users.add(user(all.get(), k, groups))));
        if (users.isEmpty()) {
            throw new Unavailable("the SAM hive has no users");
        }
        List<AccountFacts.Group> named = groups.stream()
                .map(g -> new AccountFacts.Group(g.name(), g.gid(), names(g.members(), users)))
                .toList();
        return new AccountFacts(probe.limited(users, "users"), probe.limited(named, "groups"));
    }

    /** The type of the nameless value below Names is no type but the relative id. */
    private static long rid(RegKey name) {
        return name.value("").map(RegValue::type).orElse(-1L);
    }

    private static AccountFacts.User user(RegKey users, RegKey name, List<AccountFacts.Group> groups) {
        long rid = rid(name);
        Optional<RegKey> key = users.subkey(String.format(Locale.ROOT, "%08X", rid));
        ByteBuffer f = buffer(key, "F");
        ByteBuffer v = buffer(key, "V");
        int flags = f.capacity() >= 0x3a ? f.getShort(0x38) : 0;
        List<String> memberOf = groups.stream()
                .filter(g -> g.members().stream().anyMatch(m -> isLocal(m, rid)))
                .map(AccountFacts.Group::name)
                .toList();
        return new AccountFacts.User(
                name.name(),
                rid,
                Optional.empty(),
                text(v, 0x18),
                Optional.empty(),
                Optional.empty(),
                password(v),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                (flags & DISABLED) == 0,
                memberOf);
    }

    private static ByteBuffer buffer(Optional<RegKey> key, String name) {
        byte[] data = key.flatMap(k -> k.value(name)).map(RegValue::data).orElse(new byte[0]);
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Four or 24 bytes are the frame around no hash (RC4 and AES form). */
    private static AccountFacts.Password password(ByteBuffer v) {
        if (v.capacity() < HEADER_OF_V) {
            return AccountFacts.Password.UNKNOWN;
        }
        int length = v.getInt(0xac);
        return length <= 4 || length == 24 ? AccountFacts.Password.EMPTY : AccountFacts.Password.SET;
    }

    private static Optional<String> text(ByteBuffer v, int field) {
        if (v.capacity() < HEADER_OF_V) {
            return Optional.empty();
        }
        long from = HEADER_OF_V + (v.getInt(field) & 0xffffffffL);
        long length = v.getInt(field + 4) & 0xffffffffL;
        if (length > 2048 || from + length > v.capacity()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[(int) length];
        v.get((int) from, bytes);
        return Text.nonEmpty(Text.clean(new String(bytes, StandardCharsets.UTF_16LE)));
    }

    private static void groups(RegKey aliases, List<AccountFacts.Group> groups) {
        aliases.subkey("Names")
                .ifPresent(n -> n.subkeys().forEach(name -> {
                    long rid = rid(name);
                    ByteBuffer c = buffer(aliases.subkey(String.format(Locale.ROOT, "%08X", rid)), "C");
                    groups.add(new AccountFacts.Group(name.name(), rid, Sid.members(c)));
                }));
    }

    private static boolean isLocal(String sid, long rid) {
        return sid.startsWith("S-1-5-21-") && sid.endsWith("-" + rid);
    }

    private static List<String> names(List<String> sids, List<AccountFacts.User> users) {
        return sids.stream()
                .map(s -> users.stream()
                        .filter(u -> isLocal(s, u.uid()))
                        .map(AccountFacts.User::name)
                        .findFirst()
                        .orElse(s))
                .toList();
    }
}

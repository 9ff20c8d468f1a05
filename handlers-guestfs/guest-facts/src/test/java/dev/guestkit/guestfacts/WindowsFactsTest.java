package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.guestfacts.internal.regf.Hive;
import dev.guestkit.guestfacts.internal.regf.RegKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowsFactsTest {
    @TempDir
    Path dir;

    @Test
    void aWindowsGuestIsReadFromItsHives() throws IOException {
        Tools.need("hivexregedit");
        SystemFacts facts = GuestFacts.read(guest(), FactsOptions.defaults());
        OsFacts os = facts.os().known().orElseThrow();
        assertThat(os.productName()).isEqualTo("Windows 11 Pro");
        assertThat(os.build()).contains("22631.3665");
        assertThat(os.hostname()).contains("WINHOST");
        assertThat(os.architecture()).contains("x86_64");
        assertThat(os.machineId()).contains("0a0a0a0a-1111-2222-3333-444444444444");
        assertThat(facts.packages().known().orElseThrow().packages())
                .extracting(
                        InstalledPackage::name,
                        InstalledPackage::version,
                        p -> p.arch().orElse(""))
                .containsExactly(
                        Tuple.tuple("QEMU guest agent", "107.0.0", ""), Tuple.tuple("Some old thing", "", "x86"));
        assertThat(facts.services().known().orElseThrow())
                .extracting(Service::name, Service::type, Service::state)
                .containsExactly(
                        Tuple.tuple("Late", "service", "auto-delayed"),
                        Tuple.tuple("Off", "service", "disabled"),
                        Tuple.tuple("QEMU-GA", "service", "auto"),
                        Tuple.tuple("viostor", "driver", "boot"));
        assertThat(facts.software().known().orElseThrow())
                .extracting(Software::product, s -> s.enabled().orElse(false))
                .containsExactly(Tuple.tuple("qemu-guest-agent", true), Tuple.tuple("virtio-win", true));
        assertThat(facts.environment().known().orElseThrow().timezone()).contains("W. Europe Standard Time");
        assertThat(facts.boot().unknownBecause().orElseThrow()).contains("BCD");
    }

    @Test
    void networkFirewallAndDrives() throws IOException {
        Tools.need("hivexregedit");
        SystemFacts facts = GuestFacts.read(guest(), FactsOptions.defaults());
        NetworkFacts.Interface ethernet =
                facts.network().known().orElseThrow().interfaces().get(0);
        assertThat(ethernet.name()).isEqualTo("Ethernet");
        assertThat(ethernet.addresses()).containsExactly("10.0.0.5/255.0.0.0");
        assertThat(ethernet.nameservers()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(facts.security().known().orElseThrow().firewalls().get(0).enabled())
                .contains(true);
        assertThat(facts.storage().known().orElseThrow().fstab())
                .extracting(StorageFacts.Mount::mountPoint, StorageFacts.Mount::spec)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("C:", "gpt:00112233-4455-6677-8899-aabbccddeeff"),
                        Tuple.tuple("D:", "mbr:12345678@1048576"));
    }

    @Test
    void localAccountsAndGroups() throws IOException {
        Tools.need("hivexregedit");
        AccountFacts accounts = GuestFacts.read(guest(), FactsOptions.defaults())
                .accounts()
                .known()
                .orElseThrow();
        assertThat(accounts.users())
                .extracting(
                        AccountFacts.User::name,
                        AccountFacts.User::uid,
                        AccountFacts.User::enabled,
                        AccountFacts.User::password)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("Administrator", 500L, false, AccountFacts.Password.EMPTY),
                        Tuple.tuple("alice", 1001L, true, AccountFacts.Password.SET));
        assertThat(accounts.groups()).containsExactly(new AccountFacts.Group("Administrators", 544, List.of("alice")));
        assertThat(accounts.users().stream()
                        .filter(u -> u.name().equals("alice"))
                        .findFirst()
                        .orElseThrow()
                        .fullName())
                .contains("Alice A");
    }

    @Test
    void everyKeyAndValueIsWhatHivexExports() throws IOException {
        Tools.need("hivexregedit");
        StringBuilder many = new StringBuilder(WindowsGuest.SYSTEM);
        for (int i = 0; i < 600; i++) {
            many.append("[\\Many\\Key")
                    .append(i)
                    .append("]\n\"v\"=dword:")
                    .append(String.format("%08x", i))
                    .append("\n\n");
        }
        many.append("[\\Big]\n\"data\"=hex(3):").append("01,".repeat(20_000)).append("02\n\n");
        Path hive = WindowsGuest.hive(dir, "SYSTEM", many.toString());
        Set<String> wanted = new TreeSet<>();
        String key = "";
        for (String line : Tools.run(dir, "hivexregedit", "--export", hive.toString(), "\\")
                .lines()
                .toList()) {
            if (line.startsWith("[")) {
                key = line.substring(1, line.length() - 1);
                wanted.add(key);
            } else if (line.contains("=")) {
                wanted.add(key + " " + line);
            }
        }
        Set<String> ours = new TreeSet<>();
        export(new Hive(Files.readAllBytes(hive)).root(), "", ours);
        assertThat(ours).isEqualTo(wanted).hasSizeGreaterThan(1200);
    }

    private static void export(RegKey key, String path, Set<String> lines) {
        lines.add(path.isEmpty() ? "\\" : path);
        key.values().forEach(v -> {
            String data = v.type() == 4
                    ? String.format(Locale.ROOT, "dword:%08x", v.number().orElseThrow())
                    : "hex(" + Long.toHexString(v.type()) + "):"
                            + HexFormat.ofDelimiter(",").formatHex(v.data());
            lines.add((path.isEmpty() ? "\\" : path) + " \"" + v.name().replace("\\", "\\\\") + "\"=" + data);
        });
        key.subkeys().forEach(k -> export(k, path + "\\" + k.name(), lines));
    }

    private GuestFiles guest() throws IOException {
        MemoryTree tree = new MemoryTree();
        tree.file(
                "/WINDOWS/system32/Config/SOFTWARE",
                Files.readAllBytes(WindowsGuest.hive(dir, "SOFTWARE", WindowsGuest.SOFTWARE)));
        tree.file(
                "/WINDOWS/system32/Config/SYSTEM",
                Files.readAllBytes(WindowsGuest.hive(dir, "SYSTEM", WindowsGuest.SYSTEM)));
        tree.file(
                "/WINDOWS/system32/Config/SAM", Files.readAllBytes(WindowsGuest.hive(dir, "SAM", WindowsGuest.sam())));
        return GuestFiles.of(tree);
    }
}

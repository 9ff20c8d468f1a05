package dev.guestkit.guestfacts.internal.packages;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.internal.JsonText;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the applications that come apart from the system's own packages, for all users: flatpaks and snaps. */
final class Bundles {
    private static final String FLATPAK = "/var/lib/flatpak/";
    private static final String SNAPS = "/var/lib/snapd/sequence/";

    private final Probe probe;
    private final Consumer<InstalledPackage> found;

    Bundles(Probe probe, Consumer<InstalledPackage> found) {
        this.probe = probe;
        this.found = found;
    }

    /** Applications and runtimes, each in {@code KIND/ID/ARCH/BRANCH/active}, a link to the folder of what is deployed. */
    void flatpaks() {
        for (String kind : new String[] {"app", "runtime"}) {
            for (String deploy : probe.files().glob(FLATPAK + kind + "/*/*/*/active/deploy")) {
                String[] parts = deploy.substring(FLATPAK.length()).split("/", -1);
                Map<String, String> facts = Map.of();
                try {
                    facts = probe.bytes(deploy)
                            .map(b -> DeployData.strings(b.bytes()))
                            .orElse(facts);
                } catch (GuestFactsException e) {
                    probe.notes().add(deploy + ": " + e.getMessage());
                }
                found.accept(bundle(
                        "flatpak",
                        parts[1],
                        facts.getOrDefault("appdata-version", ""),
                        parts[3],
                        Optional.of(parts[2]),
                        facts));
            }
        }
    }

    /** A file for each snap, with the revision in use. Versions lie inside the images of the snaps. */
    void snaps() {
        for (String file : probe.files().glob(SNAPS + "*.json")) {
            String name = file.substring(SNAPS.length(), file.length() - ".json".length());
            try {
                probe.bytes(file)
                        .map(b -> JsonText.members(b.bytes(), Set.of("current")).getOrDefault("current", ""))
                        .filter(revision -> !revision.isEmpty() && !revision.equals("unset"))
                        .ifPresent(revision ->
                                found.accept(bundle("snap", name, "", revision, Optional.empty(), Map.of())));
            } catch (GuestFactsException e) {
                probe.notes().add(file + ": " + e.getMessage());
            }
        }
    }

    private static InstalledPackage bundle(
            String format,
            String name,
            String version,
            String release,
            Optional<String> arch,
            Map<String, String> facts) {
        return new InstalledPackage(
                format,
                Text.clean(name),
                Optional.empty(),
                version,
                Optional.of(Text.clean(release)),
                version,
                arch.map(Text::clean),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(facts.get("appdata-summary"))
                        .or(() -> Optional.ofNullable(facts.get("appdata-name"))),
                Optional.ofNullable(facts.get("appdata-license")).flatMap(Text::nonEmpty),
                "installed");
    }
}

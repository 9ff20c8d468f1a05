package dev.guestkit.guestfacts.internal.packages;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.PackageFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Unavailable;
import dev.guestkit.guestfacts.internal.rpm.RpmDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the package databases of a Linux guest and reads them all. */
public final class PackageReader {
    private final Probe probe;
    private final List<InstalledPackage> packages = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private boolean database;

    private PackageReader(Probe probe) {
        this.probe = probe;
    }

    /** Every package of every database there is. */
    public static PackageFacts read(Probe probe) {
        return new PackageReader(probe).all();
    }

    private PackageFacts all() {
        each("dpkg", this::dpkg);
        each("apk", this::apk);
        each("pacman", this::pacman);
        each("rpm", this::rpm);
        each("portage", () -> database |= new Portage(probe).read(packages::add));
        Bundles bundles = new Bundles(probe, packages::add);
        each("flatpak", bundles::flatpaks);
        each("snap", bundles::snaps);
        if (!unreadable.isEmpty() && packages.isEmpty()) {
            throw new Unavailable(String.join("; ", unreadable));
        }
        if (!database) {
            String nothing = "no package database of dpkg, rpm, apk, pacman or portage was found";
            if (packages.isEmpty()) {
                throw new Unavailable(nothing);
            }
            probe.notes().add(nothing);
        }
        packages.sort(Comparator.comparing(InstalledPackage::name));
        return new PackageFacts(mostly(), packages.size(), probe.limited(packages, "packages"));
    }

    /** A damaged database takes nothing from the others; its reason becomes a note, or that of the section when it was alone. */
    private void each(String kind, Runnable reader) {
        try {
            reader.run();
        } catch (Unavailable | GuestFactsException e) {
            unreadable.add(kind + " packages are not all known: " + e.getMessage());
            probe.notes().add(unreadable.get(unreadable.size() - 1));
        }
    }

    private void apk() {
        for (String path : List.of("/lib/apk/db/installed", "/usr/lib/apk/db/installed")) {
            if (packages.stream().noneMatch(p -> p.format().equals("apk"))) {
                whole(path).ifPresent(b -> new ApkInstalled(b).read(packages::add));
            }
        }
    }

    private void rpm() {
        for (RpmDatabase db : RpmDatabase.find(probe)) {
            database = true;
            db.read(packages::add);
        }
    }

    private Optional<byte[]> whole(String path) {
        Optional<byte[]> bytes = probe.database(path);
        database |= bytes.isPresent();
        return bytes;
    }

    private void dpkg() {
        whole("/var/lib/dpkg/status").ifPresent(b -> new DpkgStatus(b, true).read(packages::add));
        // Images without dpkg itself ("distroless") keep one paragraph a file here.
        for (String path : probe.files().glob("/var/lib/dpkg/status.d/*")) {
            if (!path.endsWith(".md5sums")) {
                probe.bytes(path).ifPresent(b -> new DpkgStatus(b.bytes(), false).read(packages::add));
                database = true;
            }
        }
    }

    private void pacman() {
        for (String path : probe.files().glob("/var/lib/pacman/local/*/desc")) {
            database = true;
            PacmanDesc.read(probe.linesOrNone(path)).ifPresent(packages::add);
        }
    }

    private String mostly() {
        Map<String, Integer> count = new TreeMap<>();
        packages.forEach(p -> count.merge(p.format(), 1, Integer::sum));
        return count.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("none");
    }
}

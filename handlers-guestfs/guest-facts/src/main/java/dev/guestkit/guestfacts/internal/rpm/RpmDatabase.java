package dev.guestkit.guestfacts.internal.rpm;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Unavailable;
import dev.guestkit.guestfacts.internal.sqlite.SqliteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One rpm database of a guest, in whichever of rpm's three forms it has. */
public final class RpmDatabase {
    /** Where distributions keep it; on newer ones the first is a link to the second, which is why paths are resolved. */
    private static final List<String> PLACES =
            List.of("/var/lib/rpm", "/usr/lib/sysimage/rpm", "/usr/share/rpm", "/usr/lib/rpm-ostree-base-db");

    private final Probe probe;
    private final String path;
    private final byte[] bytes;

    private RpmDatabase(Probe probe, String path, byte[] bytes) {
        this.probe = probe;
        this.path = path;
        this.bytes = bytes;
    }

    /** The database of this guest; none when it has none. The first place that has one counts, as for rpm itself. */
    public static List<RpmDatabase> find(Probe probe) {
        for (String place : PLACES) {
            for (String name : List.of("rpmdb.sqlite", "Packages.db", "Packages")) {
                Optional<byte[]> bytes = probe.database(place + "/" + name);
                if (bytes.isPresent()) {
                    return List.of(new RpmDatabase(probe, place + "/" + name, bytes.get()));
                }
            }
        }
        return List.of();
    }

    /** Hands over every package. A blob that is no header is skipped with a note. */
    public void read(Consumer<InstalledPackage> found) {
        for (byte[] blob : blobs()) {
            try {
                found.accept(RpmHeader.of(blob).toPackage());
            } catch (GuestFactsException e) {
                probe.notes().add(path + ": " + e.getMessage());
            }
        }
    }

    private List<byte[]> blobs() {
        try {
            if (path.endsWith(".sqlite")) {
                return sqlite();
            }
            return path.endsWith(".db")
                    ? new NdbFile(bytes, n -> probe.notes().add(path + ": " + n)).blobs()
                    : new BdbHashFile(bytes, n -> probe.notes().add(path + ": " + n)).values();
        } catch (GuestFactsException e) {
            throw new Unavailable(path + ": " + e.getMessage());
        }
    }

    private List<byte[]> sqlite() {
        Optional<byte[]> wal = probe.database(path + "-wal");
        SqliteFile file = new SqliteFile(
                bytes, wal.orElse(new byte[0]), n -> probe.notes().add(path + ": " + n));
        List<byte[]> blobs = new ArrayList<>();
        // CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)
        file.rows("Packages", 1, blobs::add);
        return blobs;
    }
}

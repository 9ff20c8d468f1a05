package dev.guestkit.guestfacts.internal.packages;

import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads portage's database: a folder for every package, {@code CATEGORY/NAME-VERSION}, with a file for each of its facts. */
final class Portage {
    /** A version as the Package Manager Specification, section 3.2, has it, with its revision. */
    private static final Pattern NAMED =
            Pattern.compile("(.+?)-(\\d+(?:\\.\\d+)*[a-z]?(?:_(?:alpha|beta|pre|rc|p)\\d*)*)(?:-(r\\d+))?");

    private final Probe probe;

    Portage(Probe probe) {
        this.probe = probe;
    }

    /** Hands over every package; whether there is a database at all. */
    boolean read(Consumer<InstalledPackage> found) {
        boolean any = false;
        for (String file : probe.files().glob("/var/db/pkg/*/*/PF")) {
            any = true;
            String folder = file.substring(0, file.length() - "/PF".length());
            String[] parts = folder.split("/", -1);
            read(folder, parts[parts.length - 2], parts[parts.length - 1]).ifPresent(found);
        }
        return any;
    }

    private Optional<InstalledPackage> read(String folder, String category, String name) {
        Matcher named = NAMED.matcher(name);
        // A package that is being merged has another name until it is there.
        if (name.startsWith("-MERGING-") || !named.matches()) {
            return Optional.empty();
        }
        Optional<String> revision = Optional.ofNullable(named.group(3));
        return Optional.of(new InstalledPackage(
                "ebuild",
                Text.clean(category + "/" + named.group(1)),
                Optional.empty(),
                named.group(2),
                revision,
                named.group(2) + revision.map(r -> "-" + r).orElse(""),
                Optional.empty(),
                Optional.empty(),
                probe.firstLine(folder + "/SIZE").flatMap(Text::number),
                probe.firstLine(folder + "/DESCRIPTION"),
                probe.firstLine(folder + "/LICENSE"),
                "installed"));
    }
}

package dev.guestkit.worker.spi;

import java.util.regex.Pattern;

/** The rule for the names of artifacts, which become file names. */
public final class ArtifactNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final int SHOWN = 200;

    private ArtifactNames() {}

    /**
     * Lets a name pass.
     *
     * @throws IllegalArgumentException when it is not 1 to 128 characters of {@code [A-Za-z0-9._-]}, the first alphanumeric
     */
    public static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("an artifact's name is 1 to 128 characters of [A-Za-z0-9._-], the first"
                    + " alphanumeric; this one is not: " + name.substring(0, Math.min(SHOWN, name.length())));
        }
    }
}

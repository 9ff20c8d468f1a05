package dev.guestkit.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the key of encrypted devices comes from, written {@code DEVICE:file:PATH} or {@code DEVICE:env:NAME} as the libguestfs tools do. Never
 * the key itself: a process list or a configuration file would show it.
 *
 * @param device its name in the appliance, such as {@code /dev/sda2}, its LUKS UUID, or {@code all}
 * @param name of the file or the environment variable
 */
public record KeySource(String device, Kind kind, String name) {
    private static final Pattern FORM = Pattern.compile("([^:]+):([^:]+):(.+)", Pattern.DOTALL);

    /** What holds the key. */
    public enum Kind {
        /** A file, less one line break at its end. */
        FILE,
        /** An environment variable. */
        ENV
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException when it is none, never saying what was given: that may be a key
     */
    public static KeySource parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a key is given as DEVICE:file:PATH or DEVICE:env:NAME");
        }
        Kind kind = switch (parts.group(2)) {
            case "file" -> Kind.FILE;
            case "env" -> Kind.ENV;
            case "key" ->
                throw new IllegalArgumentException(
                        "a key is not given as text, which others could see: put it in a file, DEVICE:file:PATH");
            default ->
                throw new IllegalArgumentException("a key comes from file or env: DEVICE:file:PATH or DEVICE:env:NAME");
        };
        return new KeySource(parts.group(1), kind, parts.group(3));
    }

    /** Whether this key is for that device. */
    public boolean fits(String itsName, String itsUuid) {
        return device.equals("all") || device.equals(itsName) || device.equalsIgnoreCase(itsUuid);
    }
}

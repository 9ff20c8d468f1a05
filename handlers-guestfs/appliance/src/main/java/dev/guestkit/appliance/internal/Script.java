package dev.guestkit.appliance.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A script for the appliance's shell. What is put in becomes the value of a variable, whatever characters it has. */
public final class Script {
    private static final String PLAIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/.";

    private final String body;
    private final StringBuilder variables = new StringBuilder();

    private Script(String body) {
        this.body = body;
    }

    /** Takes resources beside this class, one after the other. */
    static Script of(String... resources) {
        StringBuilder body = new StringBuilder();
        for (String resource : resources) {
            try (InputStream from = Objects.requireNonNull(Script.class.getResourceAsStream(resource), resource)) {
                body.append(new String(from.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Script(body.toString());
    }

    /** Takes a text. */
    public static Script text(String body) {
        return new Script(body);
    }

    public Script with(String variable, String value) {
        variables.append(variable).append('=').append(quoted(value)).append('\n');
        return this;
    }

    public Script with(String variable, long value) {
        variables.append(variable).append('=').append(value).append('\n');
        return this;
    }

    Script with(String variable, List<String> values) {
        variables.append(variable).append("=(");
        values.forEach(value -> variables.append(' ').append(quoted(value)));
        variables.append(" )\n");
        return this;
    }

    /** The whole of it. */
    public String text() {
        return variables + body;
    }

    // Everything but letters and digits goes in as a code, so that no character means anything to the shell or to a
    // line.
    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("$'");
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = PLAIN.indexOf(b) >= 0;
            quoted.append(plain ? String.valueOf((char) b) : String.format("\\%03o", b & 0xff));
        }
        return quoted.append('\'').toString();
    }
}

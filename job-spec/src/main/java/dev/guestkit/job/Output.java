package dev.guestkit.job;

import java.util.Optional;

/**
 * Where an operation's report goes besides the result. Immutable.
 *
 * @param format {@code json} or {@code yaml}
 * @param destination a path, not checked against anything yet
 * @param compression {@code gzip}, {@code zstd} or empty
 */
public record Output(String format, String destination, Optional<String> compression) {

    static Optional<Output> from(DataNode data) {
        if (!data.has("output")) {
            return Optional.empty();
        }
        DataNode output = data.object("output");
        return Optional.of(new Output(
                output.requiredText("format"), output.requiredText("destination"), output.text("compression")));
    }
}

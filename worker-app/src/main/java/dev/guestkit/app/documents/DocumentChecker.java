package dev.guestkit.app.documents;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.Parsed;
import dev.guestkit.job.ProgressEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges files as the spool would take them, nothing filled in. */
final class DocumentChecker {
    private final JobCodec codec = JobCodec.standard();
    private final JobValidator validator = JobValidator.standard();
    private final DocumentType type;
    private final boolean writing;

    /**
     * Makes one for a kind of documents.
     *
     * @param writing whether the text is wanted as we would write it
     */
    DocumentChecker(DocumentType type, boolean writing) {
        this.type = type;
        this.writing = writing;
    }

    Checked check(Path file) {
        try {
            return switch (type) {
                case job -> job(file);
                case result ->
                    checked(
                            codec.parseResult(
                                    DocumentFile.read(file, codec.limits().resultBytes())),
                            codec::write);
                case event ->
                    checked(
                            codec.parseEvent(
                                    DocumentFile.read(file, codec.limits().eventBytes())),
                            codec::write);
                case series -> series(file);
            };
        } catch (DocumentFile.UnreadableException e) {
            return Checked.unreadable(e.reason);
        }
    }

    private Checked job(Path file) throws DocumentFile.UnreadableException {
        byte[] bytes = DocumentFile.read(file, codec.limits().jobBytes());
        boolean yaml = DocumentFile.isYaml(file.toString());
        if (writing) {
            return checked(yaml ? codec.parseJobYaml(bytes) : codec.parseJob(bytes), codec::write);
        }
        return checked(yaml ? validator.checkYaml(bytes) : validator.check(bytes), codec::write);
    }

    private Checked series(Path file) throws DocumentFile.UnreadableException {
        int limit = codec.limits().resultBytes();
        byte[] lines = DocumentFile.read(file, limit);
        if (lines.length > limit) {
            return Checked.unreadable("is longer than " + limit + " bytes");
        }
        if (!writing) {
            return new Checked(
                    true, Optional.empty(), validator.checkSeries(lines).problems());
        }
        StringBuilder text = new StringBuilder();
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                Parsed<ProgressEvent> event = codec.parseEvent(line.getBytes(StandardCharsets.UTF_8));
                if (event.document().isEmpty()) {
                    return new Checked(true, Optional.empty(), event.report().problems());
                }
                text.append(new String(codec.write(event.document().get()), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        return new Checked(true, Optional.of(text.toString()), List.of());
    }

    private <T> Checked checked(Parsed<T> parsed, Function<T, byte[]> write) {
        Optional<String> text = writing
                ? parsed.document().map(d -> new String(write.apply(d), StandardCharsets.UTF_8))
                : Optional.empty();
        return new Checked(true, text, parsed.report().problems());
    }
}

package dev.guestkit.app.documents;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        SeriesCheck series = new SeriesCheck(codec, writing);
        try (InputStream in = DocumentFile.open(file)) {
            return series.check(in);
        } catch (IOException e) {
            throw new DocumentFile.UnreadableException("cannot be read: " + DocumentFile.reason(e));
        }
    }

    private <T> Checked checked(Parsed<T> parsed, Function<T, byte[]> write) {
        Optional<String> text = writing
                ? parsed.document().map(d -> new String(write.apply(d), StandardCharsets.UTF_8))
                : Optional.empty();
        return new Checked(true, text, parsed.report().problems());
    }
}

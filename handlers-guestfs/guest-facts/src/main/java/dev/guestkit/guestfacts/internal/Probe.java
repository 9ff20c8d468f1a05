package dev.guestkit.guestfacts.internal;

import dev.guestkit.guestfacts.FactsOptions;
import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.GuestRead;
import dev.guestkit.guestfacts.Section;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the reader of one section works with: the guest's files within limits, and the notes it leaves. */
public final class Probe {
    private final GuestFiles files;
    private final FactsOptions options;
    private final Notes notes = new Notes();

    private Probe(GuestFiles files, FactsOptions options) {
        this.files = files;
        this.options = options;
    }

    /**
     * Runs one reader. A section that meets bytes no reader expected must not take the others with it, so whatever it throws
     * becomes the reason why this one is unavailable.
     */
    public static <T> Section<T> section(GuestFiles files, FactsOptions options, Function<Probe, T> reader) {
        Probe probe = new Probe(files, options);
        try {
            T facts = reader.apply(probe);
            return new Section.Known<>(facts, probe.notes.list());
        } catch (Unavailable e) {
            return new Section.Unknown<>(e.reason(), probe.notes.list());
        } catch (GuestFactsException e) {
            return new Section.Unknown<>(Text.clean(String.valueOf(e.getMessage())), probe.notes.list());
        } catch (RuntimeException e) {
            // A hostile disk may find a hole in any parser: this section is lost then, not the inspection.
            String reason = Text.clean("reading failed: " + e);
            return new Section.Unknown<>(reason, probe.notes.list());
        }
    }

    /** The guest's files. */
    public GuestFiles files() {
        return files;
    }

    /** The limits. */
    public FactsOptions options() {
        return options;
    }

    /** Where to say what is not whole. */
    public Notes notes() {
        return notes;
    }

    /** The lines of a text file; empty when there is none, or with a note when it is not to be read. */
    public Optional<List<String>> lines(String path) {
        return bytes(path).map(b -> Lines.of(b.bytes(), options.maxLines(), path, notes));
    }

    /** The lines of a text file or none. */
    public List<String> linesOrNone(String path) {
        return lines(path).orElse(List.of());
    }

    /** The first line that is not blank. */
    public Optional<String> firstLine(String path) {
        return lines(path)
                .flatMap(l ->
                        l.stream().map(String::strip).filter(s -> !s.isEmpty()).findFirst());
    }

    /** A configuration file's bytes, with a note when they are cut or not to be had. */
    public Optional<GuestRead.Bytes> bytes(String path) {
        GuestRead read = files.read(path, options.maxTextBytes());
        if (read instanceof GuestRead.Refused r) {
            notes.add(path + ": " + r.reason());
        }
        read.content()
                .filter(GuestRead.Bytes::truncated)
                .ifPresent(b ->
                        notes.add(path + ": larger than " + options.maxTextBytes() + " bytes, the rest is not read"));
        return read.content();
    }

    /** The whole content of a database; unlike text it is worth nothing when cut. */
    public Optional<byte[]> database(String path) {
        GuestRead read = files.read(path, options.maxDatabaseBytes());
        if (read instanceof GuestRead.Refused r) {
            throw new Unavailable(path + ": " + r.reason());
        }
        if (read.content().filter(GuestRead.Bytes::truncated).isPresent()) {
            throw new Unavailable(path + ": larger than " + options.maxDatabaseBytes() + " bytes");
        }
        return read.content().map(GuestRead.Bytes::bytes);
    }

    /** Lines of a file without which there are no facts. */
    public List<String> required(String path) {
        GuestRead read = files.read(path, options.maxTextBytes());
        if (read instanceof GuestRead.Refused r) {
            throw new Unavailable(path + ": " + r.reason());
        }
        return lines(path).orElseThrow(() -> new Unavailable(path + " is missing"));
    }

    /** At most as many as the options allow, with a note when that is fewer. */
    public <T> List<T> limited(Collection<T> all, String what) {
        if (all.size() <= options.maxRecords()) {
            return List.copyOf(all);
        }
        notes.add("only the first " + options.maxRecords() + " of " + all.size() + " " + what + " are listed");
        return all.stream().limit(options.maxRecords()).toList();
    }
}

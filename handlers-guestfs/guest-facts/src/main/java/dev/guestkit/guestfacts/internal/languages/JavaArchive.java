package dev.guestkit.guestfacts.internal.languages;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.LanguageFacts.LanguagePackage;
import dev.guestkit.guestfacts.internal.Notes;
import dev.guestkit.guestfacts.internal.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads which libraries a Java archive is made of: the coordinates that Maven leaves in it, else what its manifest says, else its file name;
 * and the archives in it. One is used for one file, by one thread.
 */
public final class JavaArchive {
    private static final int DEEPEST = 3;
    private static final int MOST_ENTRIES = 200_000;
    private static final int MOST_TEXT = 1 << 20;

    /** All that is unpacked of one file: a bomb is no library. */
    private static final long MOST_UNPACKED = 512L << 20;

    private static final Pattern NAMED = Pattern.compile("(.{1,200}?)-(\\d[A-Za-z0-9._+-]{0,100})");

    private final Notes notes;
    private final Consumer<LanguagePackage> found;
    private long left = MOST_UNPACKED;
    private int entries;

    /** Hands over every package. */
    public JavaArchive(Notes notes, Consumer<LanguagePackage> found) {
        this.notes = notes;
        this.found = found;
    }

    /**
     * Reads one file.
     *
     * @throws GuestFactsException {@code MALFORMED} when it is no archive, or too large inside
     */
    public void read(String path, byte[] bytes) {
        try {
            archive(path, new ByteArrayInputStream(bytes), 0);
        } catch (IOException | IllegalArgumentException e) {
            // The library's answer to names in no encoding is an IllegalArgumentException.
            throw new GuestFactsException(
                    GuestFactsException.Kind.MALFORMED,
                    "no whole archive: " + Text.clean(String.valueOf(e.getMessage())));
        }
    }

    private void archive(String path, InputStream content, int depth) throws IOException {
        List<Map.Entry<String, byte[]>> coordinates = new ArrayList<>();
        Optional<byte[]> manifest = Optional.empty();
        ZipInputStream zip = new ZipInputStream(content, StandardCharsets.UTF_8);
        int before = entries;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (++entries > MOST_ENTRIES) {
                throw new IOException("more than " + MOST_ENTRIES + " entries");
            }
            String name = entry.getName();
            if (name.equals("META-INF/MANIFEST.MF")) {
                manifest = Optional.of(text(zip));
            } else if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
                coordinates.add(Map.entry(path + "!/" + name, text(zip)));
            } else if (name.endsWith(".jar") || name.endsWith(".war")) {
                inner(path + "!/" + Text.clean(name), zip, depth + 1);
            } else {
                skip(zip);
            }
        }
        if (entries == before) {
            throw new IOException("it has no entries");
        }
        report(path, coordinates, manifest);
    }

    /** An archive in it, which is damaged for itself alone. */
    private void inner(String path, ZipInputStream zip, int depth) throws IOException {
        if (depth > DEEPEST) {
            notes.add(path + ": more than " + DEEPEST + " archives inside each other, not looked into");
            skip(zip);
            return;
        }
        InputStream part = new Counted(zip);
        try {
            archive(path, part, depth);
        } catch (IOException | IllegalArgumentException e) {
            if (left <= 0 || entries > MOST_ENTRIES) {
                throw e;
            }
            notes.add(path + ": no whole archive: " + Text.clean(String.valueOf(e.getMessage())));
        }
        skip(zip);
    }

    private byte[] text(ZipInputStream zip) throws IOException {
        byte[] bytes = new Counted(zip).readNBytes(MOST_TEXT);
        skip(zip);
        return bytes;
    }

    private void skip(ZipInputStream zip) throws IOException {
        new Counted(zip).transferTo(java.io.OutputStream.nullOutputStream());
    }

    private void report(String path, List<Map.Entry<String, byte[]>> coordinates, Optional<byte[]> manifest) {
        List<LanguagePackage> all = coordinates.stream()
                .flatMap(c -> maven(c.getKey(), c.getValue()).stream())
                .toList();
        if (all.isEmpty()) {
            named(path, manifest.map(JavaArchive::attributes).orElse(new TreeMap<>()))
                    .ifPresent(found);
        } else {
            all.forEach(found);
        }
    }

    private static Optional<LanguagePackage> maven(String path, byte[] bytes) {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(bytes));
        } catch (IOException | IllegalArgumentException e) {
            // Of bytes it can only be an escape that is none.
            return Optional.empty();
        }
        String group = clean(properties.getProperty("groupId", ""));
        String artifact = clean(properties.getProperty("artifactId", ""));
        return group.isEmpty() || artifact.isEmpty()
                ? Optional.empty()
                : Optional.of(make(path, group + ":" + artifact, clean(properties.getProperty("version", ""))));
    }

    private static String clean(String text) {
        return Text.clean(text.strip());
    }

    private static LanguagePackage make(String path, String name, String version) {
        return new LanguagePackage("maven", name, version, path, Optional.empty(), Optional.empty());
    }

    private static Map<String, String> attributes(byte[] bytes) {
        Map<String, String> all = new TreeMap<>();
        try {
            Attributes main = new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
            main.forEach((key, value) -> all.put(String.valueOf(key), clean(String.valueOf(value))));
        } catch (IOException e) {
            // A damaged manifest says nothing, and the file name may say enough.
            return all;
        }
        return all;
    }

    /** Without coordinates: the file name says what it is called, and it or the manifest which version it has. */
    private static Optional<LanguagePackage> named(String path, Map<String, String> manifest) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        String base = file.substring(0, file.lastIndexOf('.'));
        Matcher named = NAMED.matcher(base);
        boolean fits = named.matches();
        String version = List.of("Implementation-Version", "Bundle-Version", "Specification-Version").stream()
                .map(key -> manifest.getOrDefault(key, ""))
                .filter(v -> !v.isEmpty())
                .findFirst()
                .orElse(fits ? named.group(2) : "");
        String name = fits ? named.group(1) : base;
        return name.isEmpty() ? Optional.empty() : Optional.of(make(path, name, version));
    }

    /** What is read counts; beyond the limit reading fails. Closing it closes nothing. */
    private final class Counted extends InputStream {
        private final InputStream in;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("more than " + (MOST_UNPACKED >> 20) + " MiB when unpacked");
            }
            int read = in.read(into, from, length);
            left -= Math.max(0, read);
            return read;
        }
    }
}

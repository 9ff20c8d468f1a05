package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.FileEntry;
import dev.guestkit.appliance.FileListing;
import dev.guestkit.appliance.ListRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code find.sh} prints, and writes its conditions. */
final class EntryReader {
    private static final int FIELDS = 8;

    private EntryReader() {}

    static FileListing read(byte[] answer, int maxEntries) {
        List<String> fields = Records.split(answer);
        List<FileEntry> entries = new ArrayList<>();
        try {
            for (int i = 0; i + FIELDS <= fields.size() && entries.size() < maxEntries; i += FIELDS) {
                entries.add(entry(fields.subList(i, i + FIELDS)));
            }
        } catch (IllegalArgumentException e) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, "the appliance lists files without sense", e);
        }
        return new FileListing(entries, fields.size() / FIELDS > entries.size());
    }

    private static FileEntry entry(List<String> f) {
        return new FileEntry(
                path(f.get(6)),
                type(f.get(0)),
                Integer.parseInt(f.get(1), 8),
                Long.parseLong(f.get(2)),
                Long.parseLong(f.get(3)),
                Long.parseLong(f.get(4)),
                time(f.get(5)),
                f.get(7));
    }

    // find prints what it was given before what it found: ./ or ./folder//
    private static String path(String printed) {
        String path = printed.startsWith("./") ? printed.substring(2) : printed;
        return path.replace("//", "/").replaceFirst("^/", "");
    }

    private static FileEntry.Type type(String letter) {
        return switch (letter) {
            case "f" -> FileEntry.Type.FILE;
            case "d" -> FileEntry.Type.DIRECTORY;
            case "l" -> FileEntry.Type.SYMLINK;
            default -> FileEntry.Type.OTHER;
        };
    }

    private static Instant time(String seconds) {
        BigDecimal exact = new BigDecimal(seconds);
        long whole = exact.setScale(0, java.math.RoundingMode.FLOOR).longValue();
        return Instant.ofEpochSecond(
                whole,
                exact.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
    }

    static List<String> conditions(ListRequest request) {
        List<List<String>> any = new ArrayList<>();
        if (request.onlyPermissions() != 0) {
            any.add(List.of(
                    "!", "-type", "l", "-perm", "/" + Integer.toOctalString(request.onlyPermissions() & 07777)));
        }
        if (request.onlyLargerThan() >= 0) {
            any.add(List.of("-type", "f", "-size", "+" + request.onlyLargerThan() + "c"));
        }
        for (String name : request.onlyNames().split("\\|", -1)) {
            if (!name.isEmpty()) {
                any.add(List.of("-name", name));
            }
        }
        List<String> conditions = new ArrayList<>();
        for (List<String> one : any) {
            conditions.add(conditions.isEmpty() ? "(" : "-o");
            conditions.addAll(one);
        }
        if (!conditions.isEmpty()) {
            conditions.add(")");
        }
        return conditions;
    }
}

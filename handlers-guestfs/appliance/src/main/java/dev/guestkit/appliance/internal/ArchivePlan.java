package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.ArchiveRequest;
import dev.guestkit.appliance.FileArchive;
import dev.guestkit.appliance.FileArchive.Reason;
import dev.guestkit.appliance.FileArchive.Skipped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of the files that were found go into an archive. Names are bytes, here as Latin-1, so that those that are no UTF-8 survive. */
final class ArchivePlan {
    private static final int END_OF_TAR = 1024;
    private static final int MAX_SKIPPED = 1000;
    private static final String PLAIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/.-_@+:,=~";

    private final ArchiveRequest request;
    private final StringBuilder names = new StringBuilder();
    private final List<Skipped> skipped = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private int files;
    private long total;
    private boolean truncated;

    private ArchivePlan(ArchiveRequest request) {
        this.request = request;
    }

    /** Reads what {@code archive.sh} prints. */
    static ArchivePlan of(ArchiveRequest request, byte[] found) {
        ArchivePlan plan = new ArchivePlan(request);
        List<String> records = Records.split(found, (byte) 0, StandardCharsets.ISO_8859_1);
        int last = records.size() - 1;
        if (last < 0 || !records.get(last).equals("end")) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, "the appliance ends a list of files too early");
        }
        try {
            for (String record : records.subList(0, last)) {
                if (!plan.add(record)) {
                    break;
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, "the appliance describes files without sense", e);
        }
        return plan;
    }

    /** Whether there is room for more. */
    private boolean add(String record) {
        String[] parts = record.split(" ", 3);
        String kind = parts[0];
        String name = parts[2].substring(parts[2].startsWith("./") ? 2 : 0, parts[2].length() - 1)
                .replace("//", "/");
        if (kind.equals("c")) {
            skip(name, Reason.CIRCLE, 0);
            return true;
        }
        if (name.isEmpty() || !taken.add(name)) {
            return true;
        }
        if (files >= request.maxFiles()) {
            truncated = true;
            return false;
        }
        long size = Long.parseLong(parts[1]);
        switch (kind.charAt(1)) {
            case 'f' -> file(kind.charAt(0) == 'l' ? request.maxLargeBytes() : request.maxFileBytes(), size, name);
            case 'd', 'l' -> take(name);
            default -> skip(name, Reason.SPECIAL, 0);
        }
        return true;
    }

    private void file(long limit, long size, String name) {
        if (size > limit) {
            skip(name, Reason.TOO_BIG, size);
        } else if (total + size > request.maxTotalBytes()) {
            skip(name, Reason.OVER_TOTAL, size);
        } else {
            total += size;
            take(name);
        }
    }

    private void take(String name) {
        files++;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            names.append(PLAIN.indexOf(c) >= 0 ? String.valueOf(c) : String.format("\\%03o", (int) c));
        }
        names.append("\\000");
    }

    private void skip(String name, Reason reason, long size) {
        if (skipped.size() < MAX_SKIPPED) {
            String text = new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            skipped.add(new Skipped(text, reason, size));
        } else {
            truncated = true;
        }
    }

    /** Prints the archive. The names are the format of a printf, which takes every byte. */
    Script pack(String place) {
        return Script.text("cd \"$place\" || exit 1\nprintf '" + names
                        + "' | tar --create --format=gnu --no-recursion --numeric-owner --ignore-failed-read --null"
                        + " --verbatim-files-from --files-from=-\nexit \"${PIPESTATUS[1]}\"\n")
                .with("place", place);
    }

    /** Most bytes that an honest machine can send for this request: heads, padding and long names included. */
    long limit() {
        return request.maxTotalBytes() + request.maxFiles() * 12_288L + (1 << 20);
    }

    FileArchive finish(Path tar) {
        try (FileChannel channel = FileChannel.open(tar)) {
            long size = channel.size();
            if (size < END_OF_TAR || !zeros(channel, size - END_OF_TAR)) {
                throw new ApplianceException(Kind.GUEST_UNREADABLE, "files of the guest could not all be read");
            }
            return new FileArchive(tar, size, files, skipped, truncated);
        } catch (IOException e) {
            throw new ApplianceException(Kind.RESOURCE_EXHAUSTED, tar + " cannot be read back: " + e, e);
        }
    }

    private static boolean zeros(FileChannel channel, long at) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(END_OF_TAR);
        while (end.hasRemaining() && channel.read(end, at + end.position()) > 0) {
            // until full
        }
        end.flip();
        while (end.hasRemaining()) {
            if (end.get() != 0) {
                return false;
            }
        }
        return true;
    }
}

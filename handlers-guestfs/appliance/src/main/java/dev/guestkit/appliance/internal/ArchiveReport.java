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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the packing script says of its work. */
record ArchiveReport(int files, boolean truncated, boolean damaged, List<Skipped> skipped) {
    private static final int END_OF_TAR = 1024;

    static ArchiveReport read(byte[] answer) {
        List<String> records = Records.split(answer);
        try {
            String[] head = records.get(0).split(" ", -1);
            List<Skipped> skipped = new ArrayList<>();
            for (String record : records.subList(1, records.size())) {
                String[] parts = record.split(" ", 3);
                skipped.add(new Skipped(parts[2], Reason.valueOf(parts[0]), Long.parseLong(parts[1])));
            }
            return new ArchiveReport(Integer.parseInt(head[1]), head[3].equals("yes"), !head[4].equals("0"), skipped);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, "the appliance describes an archive without sense", e);
        }
    }

    /** Most bytes that an honest machine can send for this request: heads, padding and long names included. */
    static long limit(ArchiveRequest request) {
        return request.maxTotalBytes() + request.maxFiles() * 12_288L + (1 << 20);
    }

    FileArchive finish(Path tar) {
        try (FileChannel channel = FileChannel.open(tar)) {
            long size = channel.size();
            if (damaged || size < END_OF_TAR || !zeros(channel, size - END_OF_TAR)) {
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

package dev.guestkit.appliance.clone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over length, and place and content of every block that is not all zeros: most of a template is holes. */
final class SparseDigest {
    private static final int BLOCK = 1 << 16;

    private SparseDigest() {}

    static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer zeros = ByteBuffer.allocate(BLOCK);
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
        try (FileChannel channel = FileChannel.open(file)) {
            digest.update(number.putLong(0, channel.size()).duplicate());
            for (long at = 0; at < channel.size(); at += BLOCK) {
                block.clear();
                while (block.hasRemaining() && channel.read(block, at + block.position()) > 0) {
                    // until full
                }
                block.flip();
                if (block.mismatch(zeros.duplicate().limit(block.limit())) >= 0) {
                    digest.update(number.putLong(0, at).duplicate());
                    digest.update(block);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.guestkit.handlers.internal;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** The only class that touches the optional Zstandard library, which is pure Java. */
final class Zstd {
    private Zstd() {}

    /** What a frame holds. */
    static InputStream unpacked(InputStream frame) {
        return new ZstdInputStream(frame);
    }

    /** One frame. */
    static byte[] compressed(byte[] bytes) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(bytes.length)];
        return Arrays.copyOf(out, compressor.compress(bytes, 0, bytes.length, out, 0, out.length));
    }
}

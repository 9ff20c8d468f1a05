package dev.guestkit.worker.internal;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.HandlerException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An artifact's content that ends with an error when it goes on beyond the limit. Not thread-safe. */
final class BoundedStream extends FilterInputStream {
    private final String name;
    private final long most;
    private long count;

    BoundedStream(String name, InputStream content, long most) {
        super(content);
        this.name = name;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        counted(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        counted(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false; // reading twice would count twice
    }

    private void counted(long more) {
        count += more;
        if (count > most) {
            throw new HandlerException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "artifact " + name + " is larger than the " + most
                            + " bytes that one may have; make it smaller or raise the worker's limit");
        }
    }
}

package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.FileIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file held open for reading, whose descriptor has a name that other processes of the same user can open: what is vetted,
 * hashed and attached is then one and the same file, whatever happens to its path.
 */
public final class OpenFile implements AutoCloseable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final long OPEN_MILLIS = 10_000;
    private static final long FAR = 1L << 30;
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final int BLOCK_DEVICE = 0060000;

    private final FileChannel channel;
    private final String descriptor;
    private final boolean blockDevice;

    private OpenFile(FileChannel channel, String descriptor) throws IOException {
        this.channel = channel;
        this.descriptor = descriptor;
        this.blockDevice = type(DESCRIPTORS.resolve(descriptor)) == BLOCK_DEVICE;
    }

    private static void check(Path path, int type) {
        if (type != REGULAR && type != BLOCK_DEVICE) {
            throw new ApplianceException(Kind.PATH_NOT_ALLOWED, path + " is neither a regular file nor a block device");
        }
    }

    /** Opens without following a link at the end of the path, and only what is a regular file or a block device. */
    public static OpenFile open(Path path) {
        try {
            int type = type(path, LinkOption.NOFOLLOW_LINKS);
            check(path, type);
            FileChannel channel = opened(path, OPEN_MILLIS);
            try {
                Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
                String descriptor = descriptorOf(channel, inode, type == BLOCK_DEVICE);
                check(path, type(DESCRIPTORS.resolve(descriptor)));
                return new OpenFile(channel, descriptor);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new ApplianceException(Kind.IMAGE_NOT_FOUND, "there is no file " + path, e);
        } catch (IOException e) {
            throw new ApplianceException(Kind.PATH_NOT_ALLOWED, path + " cannot be opened: " + e, e);
        }
    }

    // What was a file a moment ago may be a FIFO now, and opening that would hold this thread for ever.
    static FileChannel opened(Path path, long millis) throws IOException {
        FutureTask<FileChannel> task = new FutureTask<>(
                () -> FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        Thread thread = new Thread(task, "guestkit-open");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("it was not open within " + millis + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApplianceException(Kind.CANCELLED, "interrupted while opening " + path, e);
        }
    }

    /** What its first and last bytes say now. */
    public ImageHeader header() {
        try {
            return ImageHeader.read(channel);
        } catch (IOException e) {
            throw new ApplianceException(Kind.IMAGE_CORRUPT, location() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The channel: read at positions only, its own position means nothing. */
    public FileChannel channel() {
        return channel;
    }

    /** A name of this open file for other processes of this user, valid until it is closed. */
    public Path name() {
        return Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd", descriptor);
    }

    /** Whether it is a block device. */
    public boolean blockDevice() {
        return blockDevice;
    }

    /** Where the open file lies now, with every link on the way resolved. */
    public Path location() {
        try {
            return Files.readSymbolicLink(DESCRIPTORS.resolve(descriptor));
        } catch (IOException e) {
            throw new ApplianceException(Kind.IMAGE_NOT_FOUND, "an open image has no name: " + e.getMessage(), e);
        }
    }

    /** Its identity now. */
    public FileIdentity identity() {
        try {
            Map<String, Object> a =
                    Files.readAttributes(DESCRIPTORS.resolve(descriptor), "unix:dev,ino,size,lastModifiedTime,ctime");
            long size = blockDevice ? channel.size() : number(a, "size");
            return new FileIdentity(
                    number(a, "dev"),
                    number(a, "ino"),
                    size,
                    time(a, "lastModifiedTime").toInstant(),
                    time(a, "ctime").toInstant());
        } catch (IOException e) {
            throw new ApplianceException(Kind.IMAGE_NOT_FOUND, "an open image cannot be examined: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ApplianceException(Kind.IMAGE_CORRUPT, "closing an image failed: " + e, e);
        }
    }

    // Java keeps the number of a descriptor to itself. One on the same inode that moves with the channel gives it away.
    private static String descriptorOf(FileChannel channel, Object inode, boolean device) throws IOException {
        // A file can be positioned past its end, a device cannot.
        long bound = device ? Math.max(1, Math.min(channel.size(), FAR)) : FAR;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path one : all) {
                String name = one.getFileName().toString();
                if (isInode(one, inode) && follows(channel, name, bound)) {
                    return name;
                }
            }
        }
        throw new IOException("the descriptor of an open file is not to be found in " + DESCRIPTORS);
    }

    private static boolean follows(FileChannel channel, String descriptor, long bound) throws IOException {
        for (int i = 0; i < 3; i++) {
            long mark = ThreadLocalRandom.current().nextLong(bound);
            channel.position(mark);
            if (position(descriptor) != mark) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInode(Path descriptor, Object inode) {
        try {
            return Files.getAttribute(descriptor, "unix:ino").equals(inode);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static long position(String descriptor) {
        try {
            String info = Files.readString(Path.of("/proc/self/fdinfo", descriptor));
            int end = info.indexOf('\n');
            return info.startsWith("pos:") && end > 0
                    ? Long.parseLong(info.substring(4, end).trim())
                    : -1;
        } catch (IOException closedMeanwhile) {
            return -1;
        }
    }

    private static int type(Path path, LinkOption... options) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:mode", options)).intValue() & TYPE_MASK;
    }

    private static long number(Map<String, Object> attributes, String name) {
        return ((Number) attributes.getOrDefault(name, 0L)).longValue();
    }

    private static FileTime time(Map<String, Object> attributes, String name) {
        return (FileTime) attributes.getOrDefault(name, FileTime.fromMillis(0));
    }
}

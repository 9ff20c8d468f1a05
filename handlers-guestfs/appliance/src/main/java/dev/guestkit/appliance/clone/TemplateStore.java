package dev.guestkit.appliance.clone;

import dev.guestkit.appliance.internal.Owner;
import dev.guestkit.appliance.internal.PrivateDirectories;
import dev.guestkit.appliance.internal.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The templates of this user, each in a folder named by the key of what shaped it. Made once, whoever else wants it at the same time; one that
 * nobody can want any more is removed, but never while it is in use. Thread-safe.
 */
final class TemplateStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateStore.class);
    private static final String USERS = "users";
    private static final long LOOK_MILLIS = 100;

    private final Path base;
    private final PrivateDirectories making;
    private final Maker maker;
    private final Owner self = Owner.self();
    private final String mark = self.name() + "-" + ThreadLocalRandom.current().nextInt(1 << 24);

    TemplateStore(Path cacheDirectory, Maker maker) {
        this.base = cacheDirectory.toAbsolutePath().resolve("templates");
        this.making = PrivateDirectories.withoutSockets(base);
        this.maker = maker;
    }

    /** Makes a template in an empty folder. */
    interface Maker {
        void make(Template template) throws IOException, InterruptedException;
    }

    /** One that is there and whole; from now on it stays until {@link #close}. */
    Optional<Template> find(TemplateKey key) {
        Template template = new Template(base.resolve(key.digest()), key.shape(), key.version());
        if (!Files.isDirectory(template.folder())) {
            return Optional.empty();
        }
        use(template);
        Optional<String> damage = template.damage();
        damage.ifPresent(
                why -> LOG.warn("the template {} is not usable, it will be made anew: {}", template.folder(), why));
        return damage.isEmpty() ? Optional.of(template) : Optional.empty();
    }

    private void use(Template template) {
        try {
            Path users = Files.createDirectories(template.folder().resolve(USERS));
            Files.writeString(users.resolve(mark), "");
        } catch (IOException e) {
            LOG.warn("{} cannot be marked as in use: {}", template.folder(), e.toString());
        }
    }

    /** Finds it, or makes it unless another process is just making it. */
    Template make(TemplateKey key) throws IOException, InterruptedException {
        Optional<Template> found = find(key);
        if (found.isPresent()) {
            return found.get();
        }
        Path file = Files.createDirectories(base).resolve("lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = lock(channel);
            try {
                Optional<Template> other = find(key);
                return other.isPresent() ? other.get() : made(key);
            } finally {
                lock.release();
            }
        }
    }

    // An engine of this very process may have it, which is no reason to fail.
    private static FileLock lock(FileChannel channel) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                LOG.debug("another engine of this process makes a template");
            }
            boolean counted = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            assert !counted;
        }
    }

    private Template made(TemplateKey key) throws IOException, InterruptedException {
        Path folder = making.create();
        try {
            maker.make(new Template(folder, key.shape(), key.version()));
            Path place = base.resolve(key.digest());
            Trees.delete(place);
            Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            removeOthers(place);
            return find(key).orElseThrow(() -> new IOException("a template that was just made is damaged"));
        } finally {
            Trees.delete(folder);
        }
    }

    private void removeOthers(Path current) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(base, "[0-9a-f]*")) {
            for (Path one : all) {
                if (!one.equals(current) && Files.isDirectory(one) && !inUse(one)) {
                    LOG.info("removing a template that nothing shapes like this any more: {}", one);
                    Trees.delete(one);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be searched for old templates: {}", base, e.toString());
        }
    }

    private boolean inUse(Path template) throws IOException {
        Path users = template.resolve(USERS);
        if (!Files.isDirectory(users)) {
            return false;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(users)) {
            for (Path one : all) {
                if (!self.isDead(one.getFileName().toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Lets go of every template. */
    @Override
    public void close() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(base, "[0-9a-f]*")) {
            for (Path one : all) {
                Files.deleteIfExists(one.resolve(USERS).resolve(mark));
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be searched: {}", base, e.toString());
        }
    }
}

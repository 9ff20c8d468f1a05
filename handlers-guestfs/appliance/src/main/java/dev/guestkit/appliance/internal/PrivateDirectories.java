package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder for each running machine, mode 0700, whose name says which process it belongs to, so that the next one can tell what dead
 * ones left behind. Thread-safe.
 */
public final class PrivateDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateDirectories.class);
    // A socket's path has 107 bytes; below the folder libguestfs takes 34.
    private static final int LONGEST = 70;
    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(OURS_ALONE);

    private final Path base;
    private final int longest;
    private final Owner self = Owner.self();

    public PrivateDirectories(Path base) {
        this(base, LONGEST);
    }

    private PrivateDirectories(Path base, int longest) {
        this.longest = longest;
        this.base = base.toAbsolutePath().normalize();
        prepare();
        removeRemains();
    }

    /** Where no sockets are to lie, so that paths may be long. */
    public static PrivateDirectories withoutSockets(Path base) {
        return new PrivateDirectories(base, Integer.MAX_VALUE);
    }

    /** Makes a folder. */
    public Path create() {
        prepare();
        String random = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
        Path folder = base.resolve(self.name() + "-" + random);
        if (folder.toString().length() > longest) {
            throw new ApplianceException(
                    Kind.APPLIANCE_FAILED,
                    folder + " is too long for sockets below it; configure a shorter runtime directory");
        }
        try {
            return Files.createDirectory(folder, MODE);
        } catch (IOException e) {
            throw new ApplianceException(Kind.RESOURCE_EXHAUSTED, folder + " cannot be made: " + e, e);
        }
    }

    private void prepare() {
        try {
            Files.createDirectories(base.getParent());
            Files.createDirectory(base, MODE);
        } catch (FileAlreadyExistsException already) {
            // checked below
        } catch (IOException e) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, base + " cannot be made: " + e, e);
        }
        try {
            boolean safe = Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)
                    && Files.getPosixFilePermissions(base, LinkOption.NOFOLLOW_LINKS)
                            .equals(OURS_ALONE)
                    && Files.getAttribute(base, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                            .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            if (!safe) {
                throw new ApplianceException(
                        Kind.APPLIANCE_FAILED, base + " must be a folder of this user with mode 0700; remove it");
            }
        } catch (IOException e) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, base + " cannot be examined: " + e, e);
        }
    }

    private void removeRemains() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(base)) {
            for (Path one : all) {
                if (self.isDead(one.getFileName().toString())) {
                    LOG.info("removing what a dead process left: {}", one);
                    Processes.killUsersOf(one);
                    Trees.delete(one);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be searched for remains: {}", base, e.toString());
        }
    }
}

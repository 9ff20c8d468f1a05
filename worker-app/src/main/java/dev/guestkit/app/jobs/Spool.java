package dev.guestkit.app.jobs;

import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.Settings;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.transport.file.FileTransportBuilder;
import dev.guestkit.worker.spi.JobTransport;
import java.nio.file.Path;

/** Opens the spool that a configuration names. */
public final class Spool {
    private Spool() {}

    /** The transport over it; the caller closes it. */
    public static JobTransport open(Configuration configuration, Surroundings surroundings) {
        FileTransportBuilder spool = FileTransport.builder(directory(configuration, surroundings))
                .lease(configuration.get(Settings.LEASE))
                .rescan(configuration.get(Settings.RESCAN))
                .keepFlat(configuration.get(Settings.KEEP_FLAT), configuration.get(Settings.KEEP_FLAT_COUNT))
                .keepArchived(configuration.get(Settings.KEEP_ARCHIVED));
        configuration.find(Settings.MAX_QUEUED).ifPresent(spool::maxQueued);
        return spool.build();
    }

    /** Where it is. */
    public static Path directory(Configuration configuration, Surroundings surroundings) {
        return surroundings.path(configuration.get(Settings.SPOOL).toString());
    }
}

package dev.guestkit.transport.file;

import dev.guestkit.worker.store.JobTerms;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Keeps jobs apart that must not run beside each other, when two processes claim them at the same moment. Whoever claims a job
 * that shuns others first leaves its document under a second name in a small place of its own; and after every claim its maker
 * looks who is claimed beside it. Of two claims the later one sees the earlier one so, and steps back. Thread-safe.
 */
final class Apart {
    private final Layout layout;
    private final SpoolFiles files;
    private final Lives lives;

    Apart(Layout layout, SpoolFiles files, Lives lives) {
        this.layout = layout;
        this.files = files;
        this.lives = lives;
    }

    /** To be called before a job is claimed. */
    void announce(JobTerms terms) throws IOException {
        if (!terms.antiAffinity().isEmpty()) {
            try {
                files.link(layout.document(terms.jobId()), layout.apart(terms.jobId()));
            } catch (NoSuchFileException e) {
                // The job has just ended: the claim finds that out as well.
                if (files.exists(layout.document(terms.jobId()))) {
                    throw e;
                }
            }
        }
    }

    /** A claimed job that this one, which was just claimed, must not run beside. */
    Optional<String> claimedBeside(JobTerms terms) throws IOException {
        for (String other : terms.antiAffinity()) {
            if (DropReader.isUsable(other) && isClaimed(lives.look(other))) {
                return Optional.of(other);
            }
        }
        for (String name : names()) {
            Optional<String> other =
                    lives.steps().parse(name).map(StepLog.Name::jobId).filter(id -> !id.equals(terms.jobId()));
            if (other.isPresent() && shuns(other.get(), terms.jobId())) {
                return other;
            }
        }
        return Optional.empty();
    }

    private boolean shuns(String other, String jobId) throws IOException {
        Optional<Life> life = lives.look(other);
        if (life.isEmpty() && !lives.steps().isActive(other)) {
            files.unlink(layout.apart(other));
        }
        return isClaimed(life) && life.orElseThrow().terms().antiAffinity().contains(jobId);
    }

    private static boolean isClaimed(Optional<Life> life) {
        return life.filter(found -> found.standing().state().isClaimed()).isPresent();
    }

    private String[] names() throws IOException {
        String[] names = layout.apart().toFile().list();
        if (names == null) {
            throw new NoSuchFileException(layout.apart().toString(), null, "the directory cannot be read");
        }
        return names;
    }
}

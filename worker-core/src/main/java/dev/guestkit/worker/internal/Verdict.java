package dev.guestkit.worker.internal;

import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.spi.Finish;
import java.util.Optional;

/**
 * What is to be told to the store about an attempt.
 *
 * @param kind what became of it
 * @param finish what to write, empty when the job is given back or lost
 * @param code why, when it did not complete
 */
record Verdict(AttemptEnd.Kind kind, Optional<Finish> finish, Optional<String> code) {
    static Verdict of(AttemptEnd.Kind kind, Finish finish, Optional<String> code) {
        return new Verdict(kind, Optional.of(finish), code);
    }

    static Verdict released(String why) {
        return new Verdict(AttemptEnd.Kind.RELEASED, Optional.empty(), Optional.of(why));
    }

    static Verdict lost() {
        return new Verdict(AttemptEnd.Kind.LOST, Optional.empty(), Optional.of("LEASE_LOST"));
    }
}

package dev.guestkit.app.doctor;

import dev.guestkit.appliance.EngineProbe;
import java.util.Locale;
import java.util.Optional;

/**
 * What one look at the host found.
 *
 * @param subject what was looked at
 * @param verdict what it means
 * @param detail what was seen
 * @param fix what to do about it, empty when nothing needs doing
 */
record Finding(String subject, Verdict verdict, String detail, Optional<String> fix) {
    /** What a finding means. */
    enum Verdict {
        /** As it should be. */
        OK,
        /** It works, but slowly. */
        SLOW,
        /** It will not work. */
        BROKEN,
        /** Could not be looked at, which is no pass. */
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String detail) {
        return new Finding(subject, Verdict.OK, detail, Optional.empty());
    }

    static Finding of(EngineProbe.Finding found) {
        Verdict verdict = switch (found.verdict()) {
            case OK -> Verdict.OK;
            case SLOW -> Verdict.SLOW;
            case BROKEN -> Verdict.BROKEN;
        };
        return new Finding(
                found.subject(),
                verdict,
                found.detail(),
                Optional.of(found.fix()).filter(fix -> !fix.isEmpty()));
    }

    static Finding broken(String subject, String detail, String fix) {
        return new Finding(subject, Verdict.BROKEN, detail, Optional.of(fix));
    }

    static Finding unknown(String subject, String detail) {
        return new Finding(subject, Verdict.UNKNOWN, detail, Optional.empty());
    }
}

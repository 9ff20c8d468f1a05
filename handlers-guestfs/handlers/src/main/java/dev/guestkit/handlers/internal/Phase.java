package dev.guestkit.handlers.internal;

import java.util.Locale;

/** The standard phases of an inspection with the percentage at which each begins; most of the time goes into the launch. */
enum Phase {
    VALIDATION(0),
    DISK_ATTACH(10),
    DISK_INSPECTION(60),
    OS_DETECTION(70),
    PACKAGE_SCAN(85),
    SERVICE_SCAN(88),
    SECURITY_SCAN(91),
    RESULT_GENERATION(95),
    CLEANUP(99);

    private final int percent;

    Phase(int percent) {
        this.percent = percent;
    }

    int percent() {
        return percent;
    }

    /** Its name in progress events. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

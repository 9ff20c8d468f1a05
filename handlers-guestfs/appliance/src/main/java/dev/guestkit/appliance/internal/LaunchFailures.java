package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;

/** Turns what libguestfs says when it does not start into something to act upon. */
final class LaunchFailures {
    private LaunchFailures() {}

    static ApplianceException explain(String message) {
        String shown = Text.shown(message);
        if (message.contains("UnsatisfiedLinkError")) {
            return new ApplianceException(
                    Kind.APPLIANCE_FAILED,
                    shown
                            + " (the native part of libguestfs-java is not found; Debian: apt-get install libguestfs-java)");
        }
        if (message.contains(" lock")) {
            return new ApplianceException(Kind.IMAGE_LOCKED, "an image is in use by another program: " + shown);
        }
        if (message.contains("supermin") || message.contains("kernel")) {
            return new ApplianceException(
                    Kind.APPLIANCE_FAILED,
                    shown + " (the appliance is built from the host's kernel; Debian: apt-get install"
                            + " linux-image-cloud-amd64 supermin, and it must be readable for this user)");
        }
        if (message.contains("No space left") || message.contains("Cannot allocate memory")) {
            return new ApplianceException(Kind.RESOURCE_EXHAUSTED, shown);
        }
        return new ApplianceException(Kind.APPLIANCE_FAILED, shown);
    }
}

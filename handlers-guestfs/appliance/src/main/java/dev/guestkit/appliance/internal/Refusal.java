package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException.Kind;

/** Why an image is not let in; the text goes after its name. */
public record Refusal(Kind kind, String text) {}

package dev.guestkit.appliance.internal;

import java.util.List;

/** A vetted image as qemu is to open it: every layer named, nothing guessed. */
public record VettedDisk(long virtualBytes, List<Layer> layers) {
    public VettedDisk {
        layers = List.copyOf(layers);
    }

    /** One file: qemu's driver for its format, the name to open it by. */
    public record Layer(String driver, String file, boolean blockDevice) {}
}

package dev.guestkit.appliance.internal;

import java.util.Map;

/** What the job protocol calls a format and what qemu calls its driver. */
public final class QemuNames {
    private static final Map<String, String> DRIVERS = Map.of(
            "qcow2", "qcow2", "raw", "raw", "vmdk", "vmdk", "vdi", "vdi", "vhd", "vpc", "vpc", "vpc", "vhdx", "vhdx");

    private QemuNames() {}

    /** Name of the driver, empty for a format that cannot be attached. */
    public static String driver(String format) {
        return DRIVERS.getOrDefault(format, "");
    }

    /** Name of the format for a driver. */
    public static String format(String driver) {
        return driver.equals("vpc") ? "vhd" : driver;
    }
}

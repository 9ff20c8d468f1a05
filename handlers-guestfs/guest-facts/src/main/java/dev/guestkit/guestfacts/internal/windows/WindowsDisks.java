package dev.guestkit.guestfacts.internal.windows;

import dev.guestkit.guestfacts.BootFacts;
import dev.guestkit.guestfacts.StorageFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.Unavailable;
import dev.guestkit.guestfacts.internal.regf.Hive;
import dev.guestkit.guestfacts.internal.regf.RegKey;
import dev.guestkit.guestfacts.internal.regf.RegValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads drive letters and the boot configuration of a Windows guest. */
public final class WindowsDisks {
    private static final String LETTER = "\\DosDevices\\";
    private static final String BOOT_MANAGER = "{9dea862c-5cdd-4e70-acc1-f32b344d4795}";
    private static final long OS_LOADER = 0x10200003L;

    private WindowsDisks() {}

    /** The drive letters, each with the partition it stands for. */
    public static StorageFacts storage(Probe probe) {
        RegKey mounted = new Registry(probe)
                .hive("SYSTEM")
                .key("MountedDevices")
                .orElseThrow(() -> new Unavailable("the SYSTEM hive has no mounted devices"));
        List<StorageFacts.Mount> mounts = new ArrayList<>();
        for (RegValue value : mounted.values()) {
            if (value.name().startsWith(LETTER)) {
                String letter = value.name().substring(LETTER.length());
                mounts.add(new StorageFacts.Mount(device(value.data()), letter, "", List.of(), 0, 0));
            }
        }
        return new StorageFacts(probe.limited(mounts, "drive letters"), List.of(), List.of(), List.of(), List.of());
    }

    /** A partition by MBR signature and byte offset, by GPT id, or the device's own name. */
    private static String device(byte[] data) {
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        if (data.length == 12) {
            return String.format(Locale.ROOT, "mbr:%08x@%d", buffer.getInt(0), buffer.getLong(4));
        }
        if (data.length == 24 && new String(data, 0, 8, StandardCharsets.US_ASCII).equals("DMIO:ID:")) {
            long high = ((buffer.getInt(8) & 0xffffffffL) << 32)
                    | ((buffer.getShort(12) & 0xffffL) << 16)
                    | (buffer.getShort(14) & 0xffffL);
            return "gpt:" + new UUID(high, Long.reverseBytes(buffer.getLong(16)));
        }
        return Text.clean(new String(data, StandardCharsets.UTF_16LE));
    }

    /** The entries of the boot configuration data, where the volume that holds them is part of the guest. */
    public static BootFacts boot(Probe probe) {
        String path = List.of("/Boot/BCD", "/EFI/Microsoft/Boot/BCD").stream()
                .filter(probe.files()::exists)
                .findFirst()
                .orElseThrow(() -> new Unavailable("no boot configuration (BCD) of Windows is on this volume"));
        Hive bcd = new Registry(probe).open(path);
        List<BootFacts.Entry> entries = new ArrayList<>();
        for (RegKey object : bcd.key("Objects").map(RegKey::subkeys).orElse(List.of())) {
            long type =
                    object.subkey("Description").flatMap(d -> d.number("Type")).orElse(0L);
            if (type == OS_LOADER) {
                entries.add(new BootFacts.Entry(
                        element(object, "12000004").orElse(object.name()),
                        Optional.of(object.name()),
                        element(object, "12000002"),
                        Optional.empty(),
                        element(object, "12000030")));
            }
        }
        Optional<RegKey> manager = bcd.key("Objects\\" + BOOT_MANAGER);
        Optional<String> timeout = manager.flatMap(m -> Registry.below(m, "Elements\\25000004"))
                .flatMap(e -> e.number("Element"))
                .map(String::valueOf);
        BootFacts.Loader loader =
                new BootFacts.Loader("windows", path, manager.flatMap(m -> element(m, "23000003")), timeout, entries);
        return new BootFacts(List.of(), List.of(loader), Optional.empty());
    }

    private static Optional<String> element(RegKey object, String id) {
        return Registry.below(object, "Elements\\" + id).flatMap(e -> e.string("Element"));
    }
}

package dev.guestkit.appliance.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A block device as {@code storage.sh} prints it.
 *
 * @param name of the kernel
 * @param type {@code disk}, {@code part}, the level of an array, or the owner of a device map in lower case
 * @param parent the device it lies on, the first of several, empty when none
 * @param address SCSI address of a disk
 * @param tags what blkid says of it
 */
record Block(
        String name,
        String type,
        long sizeBytes,
        String parent,
        String address,
        int number,
        String path,
        Map<String, String> tags) {
    private static final int FIELDS = 7;

    Block {
        tags = Map.copyOf(tags);
    }

    /** By name, in the order printed. */
    static Map<String, Block> read(String lines, String blkid) {
        Map<String, Map<String, String>> tags = tags(blkid);
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (String line : lines.split("\n", -1)) {
            String[] f = line.split(" ", FIELDS);
            if (f.length == FIELDS) {
                blocks.put(
                        f[0],
                        new Block(
                                f[0],
                                f[1].toLowerCase(java.util.Locale.ROOT),
                                Long.parseLong(f[2]) * 512,
                                f[3].equals("-") ? "" : f[3],
                                f[4],
                                Integer.parseInt(f[5]),
                                f[6],
                                tags.getOrDefault("/dev/" + f[0], Map.of())));
            }
        }
        return blocks;
    }

    String tag(String name) {
        return tags.getOrDefault(name, "");
    }

    private static Map<String, Map<String, String>> tags(String blkid) {
        Map<String, Map<String, String>> all = new HashMap<>();
        Map<String, String> current = new HashMap<>();
        for (String line : blkid.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (line.startsWith("DEVNAME=")) {
                current = all.computeIfAbsent(line.substring(equals + 1), device -> new HashMap<>());
            } else if (equals > 0) {
                current.put(line.substring(0, equals), unescaped(line.substring(equals + 1)));
            }
        }
        return all;
    }

    // blkid writes what could mean something to a shell with a backslash before it, and what cannot be printed as \xNN.
    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '\\' && i + 3 < in.length && in[i + 1] == 'x' && hex(in[i + 2]) >= 0 && hex(in[i + 3]) >= 0) {
                bytes.write(hex(in[i + 2]) << 4 | hex(in[i + 3]));
                i += 3;
            } else if (in[i] == '\\' && i + 1 < in.length) {
                bytes.write(in[++i]);
            } else {
                bytes.write(in[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}

package dev.guestkit.appliance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes images that try to make qemu open a file outside the folder they lie in: by what their headers name, or by chance. */
final class HostileImages {
    private static final List<String> SOUND =
            List.of("mono.vmdk", "stream.vmdk", "a.qcow2", "a.vdi", "a.vhd", "a.vhdx");

    private final Path folder;
    private final List<String> names;
    private final Random random;

    /** The victim is a file beside the folder. */
    HostileImages(Path folder, Path victim, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
        this.names = List.of(
                victim.toString(),
                folder.relativize(victim).toString(),
                "file:" + victim,
                "json:{\"driver\":\"raw\",\"file\":{\"driver\":\"file\",\"filename\":\"" + victim + "\"}}",
                "link.raw");
    }

    /** Makes the sound images of which the hostile ones are made. */
    static void prepare(Path folder, Path victim) throws IOException, InterruptedException {
        create(folder, "vmdk", "subformat=monolithicSparse", "mono.vmdk");
        create(folder, "vmdk", "subformat=streamOptimized", "stream.vmdk");
        create(folder, "qcow2", "compat=1.1", "a.qcow2");
        create(folder, "vdi", "static=off", "a.vdi");
        create(folder, "vpc", "subformat=dynamic", "a.vhd");
        create(folder, "vhdx", "subformat=dynamic", "a.vhdx");
        Files.createSymbolicLink(folder.resolve("link.raw"), victim);
    }

    private static void create(Path folder, String driver, String option, String name)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "qemu-img", "create", "-q", "-f", driver, "-o", option, folder.resolve(name) + "", "1M")
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("qemu-img cannot create " + name);
        }
    }

    /** Writes the next one. */
    Path next() throws IOException {
        String name = random.nextInt(3) > 0 ? SOUND.get(random.nextInt(2)) : any(SOUND);
        byte[] sound = Files.readAllBytes(folder.resolve(name));
        byte[] hostile = switch (name) {
            case "mono.vmdk", "stream.vmdk" -> vmdk(sound);
            case "a.qcow2" -> qcow2(sound);
            default -> sound;
        };
        if (random.nextInt(4) == 0) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                hostile[random.nextInt(Math.min(hostile.length, 2048))] = (byte) random.nextInt(256);
            }
        }
        return Files.write(folder.resolve("hostile" + name.substring(name.indexOf('.'))), hostile);
    }

    private byte[] vmdk(byte[] sound) {
        byte[] text = descriptor(sound).getBytes(StandardCharsets.ISO_8859_1);
        if (random.nextInt(3) == 0) {
            return text;
        }
        int sector = random.nextBoolean() ? 1 : any(List.of(0, 2, 3, 40, 200));
        byte[] image = Arrays.copyOf(sound, Math.max(sound.length, sector * 512 + text.length));
        if (sector > 0) {
            System.arraycopy(text, 0, image, sector * 512, text.length);
        }
        ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(28, sector);
        if (random.nextBoolean()) {
            header.putLong(12, any(List.of(0L, -1L, 1L << 40)));
        }
        if (random.nextInt(4) == 0) {
            header.putLong(36, any(List.of(0L, 1L, 20L, 200L, -1L)));
        }
        return image;
    }

    private String descriptor(byte[] sound) {
        List<String> lines = new ArrayList<>(List.of(
                any(List.of("# Disk DescriptorFile", "#Disk DescriptorFile", "", "version=1")),
                "version=1",
                "CID=12345678",
                "parentCID=" + any(List.of("ffffffff", "12345678")),
                "createType=\""
                        + any(List.of(
                                "monolithicFlat",
                                "monolithicSparse",
                                "streamOptimized",
                                "twoGbMaxExtentFlat",
                                "vmfs",
                                "vmfsSparse"))
                        + "\""));
        if (random.nextInt(3) == 0) {
            lines.add("RW 2048 SPARSE \"mono.vmdk\"");
        }
        if (random.nextInt(4) == 0) {
            lines.add("# x".repeat(30_000));
        }
        if (random.nextInt(3) == 0) {
            lines.add(any(List.of("", "# ", " ", "ddb.x=")) + "parentFileNameHint=\"" + any(names) + "\"");
        } else {
            lines.add(extent());
        }
        lines.add("ddb.adapterType = \"ide\"");
        String end = any(List.of("\n", "\n", "\n", "\r\n", "\r", "\0"));
        String all = String.join(end, lines) + end;
        // Some keep the sound descriptor and add to it.
        boolean after = random.nextInt(4) == 0;
        String before = new String(sound, 512, 10240, StandardCharsets.ISO_8859_1);
        return after ? before.substring(0, before.indexOf('\0')) + all : all;
    }

    private String extent() {
        return any(List.of("", "", " ", "\t", "\u000b", "\r", "# x\r", "ddb.x = \"\" "))
                + any(List.of("RW", "RDONLY", "NOACCESS", "rw"))
                + any(List.of(" ", "  ", "\t"))
                + any(List.of("2048", "+2048", "0x800", "-2048", "2048.", "00002048"))
                + any(List.of(" ", "\t", ""))
                + any(List.of("FLAT", "FLAT", "SPARSE", "VMFS", "VMFSSPARSE", "ZERO"))
                + any(List.of(" ", "\t", ""))
                + "\"" + any(names) + "\""
                + any(List.of("", " 0", " +0"));
    }

    private byte[] qcow2(byte[] sound) {
        byte[] image = Arrays.copyOf(sound, sound.length + 4096);
        ByteBuffer header = ByteBuffer.wrap(image);
        byte[] name = any(names).getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            header.putLong(8, sound.length).putInt(16, name.length);
            header.put(sound.length, name);
        }
        if (random.nextBoolean()) {
            header.putInt(4, any(List.of(1, 2, 3, -1)));
            header.putLong(72, 1L << random.nextInt(4));
        }
        int at = header.getInt(100);
        int kind = any(List.of(0xe2792aca, 0x44415441, 0x23852875));
        byte[] value = kind == 0xe2792aca ? any(List.of("raw", "vmdk", "nbd")).getBytes(StandardCharsets.UTF_8) : name;
        header.putInt(at, kind).putInt(at + 4, value.length).put(at + 8, value);
        return image;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}

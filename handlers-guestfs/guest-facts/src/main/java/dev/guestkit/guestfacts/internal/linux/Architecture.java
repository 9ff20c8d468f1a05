package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The architecture of a guest's programs, out of the header of one of them (ELF: System V ABI, e_machine). */
public final class Architecture {
    private static final Map<Integer, String> MACHINES = Map.ofEntries(
            Map.entry(2, "sparc"),
            Map.entry(3, "i386"),
            Map.entry(8, "mips"),
            Map.entry(20, "ppc"),
            Map.entry(21, "ppc64"),
            Map.entry(22, "s390x"),
            Map.entry(40, "arm"),
            Map.entry(43, "sparc64"),
            Map.entry(50, "ia64"),
            Map.entry(62, "x86_64"),
            Map.entry(183, "aarch64"),
            Map.entry(243, "riscv64"),
            Map.entry(258, "loongarch64"));

    private static final List<String> PROGRAMS = List.of(
            "/bin/bash", "/bin/ls", "/bin/true", "/bin/rm", "/bin/sh", "/usr/bin/true", "/bin/busybox", "/sbin/init");

    private static final List<String> LOADERS = List.of(
            "/lib64/ld-linux-x86-64.so.2=x86_64",
            "/lib/ld-linux-aarch64.so.1=aarch64",
            "/lib/ld-musl-x86_64.so.1=x86_64",
            "/lib/ld-musl-aarch64.so.1=aarch64",
            "/lib/ld-linux-armhf.so.3=arm",
            "/lib64/ld64.so.2=ppc64le",
            "/lib/ld64.so.1=s390x",
            "/lib/ld-linux-riscv64-lp64d.so.1=riscv64",
            "/lib/ld-linux.so.2=i386");

    private Architecture() {}

    /** By the first program that can be read, else by the name of the dynamic loader. */
    static Optional<String> of(Probe probe) {
        for (String path : PROGRAMS) {
            Optional<String> found = probe.files().read(path, 64).content().flatMap(b -> elf(b.bytes()));
            if (found.isPresent()) {
                return found;
            }
        }
        return LOADERS.stream()
                .map(l -> l.split("=", 2))
                .filter(l -> probe.files().lstat(l[0]).isPresent())
                .map(l -> l[1])
                .findFirst();
    }

    /** The machine that an ELF header names. */
    static Optional<String> elf(byte[] b) {
        if (b.length < 20 || b[0] != 0x7f || b[1] != 'E' || b[2] != 'L' || b[3] != 'F') {
            return Optional.empty();
        }
        boolean little = b[5] == 1;
        int machine = ((b[little ? 19 : 18] & 0xff) << 8) | (b[little ? 18 : 19] & 0xff);
        String name = MACHINES.get(machine);
        return machine == 21 && little ? Optional.of("ppc64le") : Optional.ofNullable(name);
    }

    /** What is needed from the guest for this. */
    public static List<String> programs() {
        return PROGRAMS;
    }

    /** Names that say enough by being there. */
    public static List<String> loaders() {
        return LOADERS.stream().map(l -> l.split("=", 2)[0]).toList();
    }
}

package dev.guestkit.appliance.clone;

import dev.guestkit.appliance.internal.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that shapes a template, reduced to a digest: with another qemu, kernel, appliance, agent or other arguments it is another one.
 *
 * @param shape of the machine
 * @param version of libguestfs
 * @param digest of all
 */
record TemplateKey(MachineShape shape, String version, String digest) {
    private static final int LENGTH = 32;

    static TemplateKey of(MachineShape shape, String version, Host host) throws IOException {
        List<String> parts = new ArrayList<>(List.of(shape.text(), version));
        parts.add(file(shape.qemu().toRealPath()));
        Optional<Path> fixed = host.fixedAppliance();
        if (fixed.isPresent()) {
            for (String name : List.of(MachineShape.KERNEL, MachineShape.INITRD, MachineShape.ROOT)) {
                parts.add(file(fixed.get().resolve(name)));
            }
        } else {
            for (Path kernel : host.kernels()) {
                parts.add(file(kernel));
            }
            // The appliance is made of files of packages: like supermin, we take any change of them for one of it.
            for (Path path : packages(host).toList()) {
                parts.add(file(path));
            }
        }
        MessageDigest digest = SparseDigest.sha256();
        digest.update(ApplianceFiles.script());
        parts.forEach(part -> digest.update((part + "\n").getBytes(StandardCharsets.UTF_8)));
        return new TemplateKey(
                shape, version, HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH));
    }

    private static Stream<Path> packages(Host host) {
        Stream<Path> databases = Stream.of(
                        "/var/lib/dpkg/status",
                        "/var/lib/rpm/rpmdb.sqlite",
                        "/var/lib/rpm/Packages",
                        "/usr/lib/sysimage/rpm/rpmdb.sqlite")
                .map(host::at)
                .filter(Files::exists);
        return Stream.concat(
                        databases,
                        host.matching("/usr/lib", "*-linux-gnu*").stream()
                                .map(lib -> lib.resolve("guestfs/supermin.d")))
                .filter(Files::exists);
    }

    private static String file(Path path) throws IOException {
        return path + " " + Files.size(path) + " "
                + Files.getLastModifiedTime(path).toMillis();
    }
}

package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * Which operating system it is.
 *
 * @param type {@code linux} or {@code windows}
 * @param distro the distribution by the name that libguestfs uses ({@code debian}, {@code alpinelinux}, {@code windows})
 * @param productName what it calls itself
 * @param id {@code ID} of os-release
 * @param idLike {@code ID_LIKE} of os-release
 * @param version the version as written
 * @param major first number of the version
 * @param minor second number of the version, 0 when there is none
 * @param codename such as {@code bookworm}
 * @param variant the edition: {@code VARIANT} of os-release, the installation type of Windows
 * @param build build number of Windows, {@code BUILD_ID} of os-release
 * @param hostname the name it gives itself
 * @param architecture such as {@code x86_64} or {@code aarch64}, of its programs, not of the processor
 * @param machineId the machine id (systemd, D-Bus) or Windows' MachineGuid
 * @param packageFormat {@code deb}, {@code rpm}, {@code apk}, {@code pacman}, …
 * @param packageManagement {@code apt}, {@code dnf}, {@code yum}, {@code zypper}, {@code apk}, {@code pacman}, …
 * @param init {@code systemd}, {@code openrc}, {@code sysv}, …
 */
public record OsFacts(
        String type,
        String distro,
        String productName,
        Optional<String> id,
        List<String> idLike,
        Optional<String> version,
        Optional<Long> major,
        Optional<Long> minor,
        Optional<String> codename,
        Optional<String> variant,
        Optional<String> build,
        Optional<String> hostname,
        Optional<String> architecture,
        Optional<String> machineId,
        Optional<String> packageFormat,
        Optional<String> packageManagement,
        Optional<String> init) {
    /** Copies. */
    public OsFacts {
        idLike = List.copyOf(idLike);
    }
}

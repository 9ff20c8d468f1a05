package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * One service, or another unit of a service manager.
 *
 * @param name its full name, such as {@code ssh.service}
 * @param type {@code service}, {@code socket}, {@code timer}, {@code driver}, …
 * @param manager {@code systemd}, {@code sysv}, {@code openrc} or {@code windows}
 * @param state for systemd what {@code systemctl list-unit-files} says ({@code enabled}, {@code disabled}, {@code masked},
 *     {@code static}, {@code indirect}, {@code alias}, {@code linked}); {@code enabled} or {@code disabled} for SysV and OpenRC; the
 *     start type for Windows ({@code boot}, {@code system}, {@code auto}, {@code auto-delayed}, {@code manual}, {@code disabled})
 * @param preset what the vendor's presets wish: {@code enabled} or {@code disabled}
 * @param path the file that defines it, for Windows the program
 * @param description what it says of itself
 * @param command the first command it starts
 * @param startedBy targets, run levels or triggers that pull it in
 * @param aliases other names of it
 * @param dropIns files that change it
 */
public record Service(
        String name,
        String type,
        String manager,
        String state,
        Optional<String> preset,
        Optional<String> path,
        Optional<String> description,
        Optional<String> command,
        List<String> startedBy,
        List<String> aliases,
        List<String> dropIns) {
    /** Copies. */
    public Service {
        startedBy = List.copyOf(startedBy);
        aliases = List.copyOf(aliases);
        dropIns = List.copyOf(dropIns);
    }

    /** Whether it is started without being asked for. */
    public boolean startsByItself() {
        return List.of("enabled", "enabled-runtime", "boot", "system", "auto", "auto-delayed")
                .contains(state);
    }
}

package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * Time zone, language, cloud-init and what runs by the clock.
 *
 * @param timezone such as {@code Europe/Berlin}; Windows' own name there
 * @param hardwareClock {@code UTC} or {@code LOCAL}
 * @param locale such as {@code de_DE.UTF-8}
 * @param keymap keyboard layout
 * @param cloudInit what cloud-init has been told; absent when it is not installed
 * @param scheduled jobs of cron
 */
public record EnvironmentFacts(
        Optional<String> timezone,
        Optional<String> hardwareClock,
        Optional<String> locale,
        Optional<String> keymap,
        Optional<CloudInit> cloudInit,
        List<Scheduled> scheduled) {
    /** Copies. */
    public EnvironmentFacts {
        scheduled = List.copyOf(scheduled);
    }

    /**
     * cloud-init. User data and keys are not read.
     *
     * @param enabled false when it is switched off by its marker file
     * @param datasources where it looks for its data
     * @param instanceId the instance it last ran for
     * @param datasource the source it last found
     * @param passwordLogin {@code ssh_pwauth} as written
     * @param disableRoot {@code disable_root} as written
     * @param defaultUser the user it makes
     * @param networkDisabled whether it leaves the network alone
     * @param files its configuration files
     */
    public record CloudInit(
            boolean enabled,
            List<String> datasources,
            Optional<String> instanceId,
            Optional<String> datasource,
            Optional<String> passwordLogin,
            Optional<String> disableRoot,
            Optional<String> defaultUser,
            boolean networkDisabled,
            List<String> files) {
        /** Copies. */
        public CloudInit {
            datasources = List.copyOf(datasources);
            files = List.copyOf(files);
        }
    }

    /**
     * One line of a crontab. Arguments are left out: they may hold secrets.
     *
     * @param file where it stands
     * @param schedule its five fields or {@code @word}
     * @param user who runs it
     * @param program the first word of the command
     */
    public record Scheduled(String file, String schedule, String user, String program) {}
}

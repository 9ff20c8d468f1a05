package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mandatory access control and packet filters as configured on the disk.
 *
 * @param selinux SELinux
 * @param apparmor AppArmor
 * @param firewalls every packet filter with a configuration
 */
public record SecurityFacts(Selinux selinux, Apparmor apparmor, List<Firewall> firewalls) {
    /** Copies. */
    public SecurityFacts {
        firewalls = List.copyOf(firewalls);
    }

    /**
     * SELinux.
     *
     * @param configured whether there is a configuration file
     * @param mode {@code enforcing}, {@code permissive} or {@code disabled} at the next start, as the file says
     * @param policy name of the policy, such as {@code targeted}
     * @param policyInstalled whether that policy lies on the disk
     * @param relabelPending whether all files get new labels at the next start
     */
    public record Selinux(
            boolean configured,
            Optional<String> mode,
            Optional<String> policy,
            boolean policyInstalled,
            boolean relabelPending) {}

    /**
     * AppArmor.
     *
     * @param configured whether there is a folder of profiles
     * @param profiles the profiles
     */
    public record Apparmor(boolean configured, List<Profile> profiles) {
        /** Copies. */
        public Apparmor {
            profiles = List.copyOf(profiles);
        }
    }

    /**
     * One profile file.
     *
     * @param file its name
     * @param mode {@code enforce}, {@code complain}, {@code unconfined} or {@code disabled}
     */
    public record Profile(String file, String mode) {}

    /**
     * One packet filter.
     *
     * @param kind {@code nftables}, {@code iptables}, {@code ip6tables}, {@code ufw}, {@code firewalld} or {@code windows}
     * @param file its configuration
     * @param enabled whether it is set up at start; absent when nothing on the disk says so
     * @param policies what happens to packets that no rule meets, by chain, direction or profile
     * @param rules how many rules there are
     * @param openings what firewalld and ufw let in: services and ports
     */
    public record Firewall(
            String kind,
            String file,
            Optional<Boolean> enabled,
            Map<String, String> policies,
            int rules,
            List<String> openings) {
        /** Copies. */
        public Firewall {
            policies = Map.copyOf(policies);
            openings = List.copyOf(openings);
        }
    }
}

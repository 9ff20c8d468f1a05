package dev.guestkit.guestfacts;

import dev.guestkit.guestfacts.internal.FactsMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that was read of one guest.
 *
 * @param os which system it is
 * @param packages what is installed
 * @param services units and scripts of the service managers
 * @param accounts users and groups
 * @param network how the network is configured
 * @param security mandatory access control and firewalls
 * @param sshd the OpenSSH server's settings
 * @param storage mounts and other disks as the guest names them
 * @param boot kernels and boot loaders
 * @param software databases, web servers, tools for virtual machines
 * @param environment time zone, language, cloud-init, crontabs
 */
public record SystemFacts(
        Section<OsFacts> os,
        Section<PackageFacts> packages,
        Section<List<Service>> services,
        Section<AccountFacts> accounts,
        Section<NetworkFacts> network,
        Section<SecurityFacts> security,
        Section<SshdFacts> sshd,
        Section<StorageFacts> storage,
        Section<BootFacts> boot,
        Section<List<Software>> software,
        Section<EnvironmentFacts> environment) {
    /**
     * The same as maps, lists, strings, numbers and booleans, for any writer of JSON: keys in snake case, absent values left
     * out, a known section as {@code {"facts": …, "notes": […]}}, an unknown one as {@code {"unknown": reason, …}}.
     */
    public Map<String, Object> asMap() {
        return FactsMap.of(this);
    }
}

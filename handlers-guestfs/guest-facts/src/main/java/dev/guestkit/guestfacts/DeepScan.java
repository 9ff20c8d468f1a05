package dev.guestkit.guestfacts;

import dev.guestkit.guestfacts.internal.Certificates;
import dev.guestkit.guestfacts.internal.FileRecords;
import dev.guestkit.guestfacts.internal.FileTally;
import dev.guestkit.guestfacts.internal.Probe;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Reads what needs a look at every file: a listing in {@link ListedTree#FIND_FORMAT}, read as a stream with little memory
 * whatever its length, and certificates.
 */
public final class DeepScan {
    /** Where certificates of services usually lie; the packaged bundles of authorities are left out on purpose. */
    public static final List<String> CERTIFICATES = List.of(
            "/etc/ssl/*.pem",
            "/etc/ssl/*.crt",
            "/etc/ssl/private/*.crt",
            "/etc/ssl/certs/*.pem",
            "/etc/pki/tls/certs/*.crt",
            "/etc/pki/tls/certs/*.pem",
            "/etc/letsencrypt/live/*/cert.pem",
            "/etc/letsencrypt/live/*/fullchain.pem",
            "/etc/nginx/*.crt",
            "/etc/nginx/*.pem",
            "/etc/nginx/ssl/*",
            "/etc/nginx/certs/*",
            "/etc/apache2/ssl/*",
            "/etc/apache2/*.crt",
            "/etc/httpd/ssl/*",
            "/etc/haproxy/*.pem",
            "/etc/haproxy/certs/*",
            "/etc/postgresql/*/*/*.crt",
            "/etc/mysql/*.pem",
            "/var/lib/mysql/*.pem",
            "/etc/kubernetes/pki/*.crt",
            "/etc/kubernetes/pki/*/*.crt",
            "/etc/openvpn/*.crt",
            "/etc/openvpn/*/*.crt",
            "/etc/ipsec.d/certs/*",
            "/etc/postfix/*.pem",
            "/etc/dovecot/private/*.pem",
            "/etc/dovecot/*.pem",
            "/etc/docker/*.pem",
            "/etc/ldap/*.crt",
            "/usr/local/share/ca-certificates/*.crt",
            "/etc/pki/ca-trust/source/anchors/*");

    private DeepScan() {}

    /**
     * Reads a listing to its end, and the certificates of {@code files}.
     *
     * @param listing what find wrote, the whole guest in one; not closed
     * @param files the guest's files as far as they were handed over
     * @param accounts its accounts, for files without an owner
     * @param now when a certificate counts as expired
     * @param mostListed how many files each list holds at most
     */
    public static Section<FileFacts> read(
            InputStream listing,
            GuestFiles files,
            Section<AccountFacts> accounts,
            FactsOptions options,
            Instant now,
            int mostListed) {
        return scan(
                files,
                accounts,
                options,
                now,
                mostListed,
                (probe, tally) -> FileRecords.read(listing, probe.notes()::add, tally::add));
    }

    /** As {@link #read}, of a listing that was read elsewhere; {@code entries} is gone through once. */
    public static Section<FileFacts> of(
            Iterable<GuestEntry> entries,
            GuestFiles files,
            Section<AccountFacts> accounts,
            FactsOptions options,
            Instant now,
            int mostListed) {
        return scan(
                files,
                accounts,
                options,
                now,
                mostListed,
                (probe, tally) -> entries.forEach(e -> tally.add(e.path(), e.node())));
    }

    private static Section<FileFacts> scan(
            GuestFiles files,
            Section<AccountFacts> accounts,
            FactsOptions options,
            Instant now,
            int mostListed,
            BiConsumer<Probe, FileTally> listing) {
        return Probe.section(files, options, probe -> {
            Set<Long> owners = accounts.known()
                    .map(a -> a.users().stream().map(AccountFacts.User::uid).collect(Collectors.toSet()))
                    .orElse(Set.of());
            if (owners.isEmpty()) {
                probe.notes().add("files without an owner are not looked for: the accounts are not known");
            }
            FileTally tally = new FileTally(owners, mostListed);
            listing.accept(probe, tally);
            return tally.facts(new Certificates(probe, now).read(CERTIFICATES), probe.notes());
        });
    }
}

package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * Facts about single files, out of a listing of the whole guest and the certificates handed over with it. Each list is limited
 * and says in {@link #counts()} how many there were.
 *
 * @param counts how many there are of each kind
 * @param privileged files with setuid or setgid
 * @param worldWritable files that everybody may write, and directories that everybody may write without the sticky bit
 * @param unowned files of owners that the guest's passwd does not name; empty when the accounts are unknown
 * @param largest the largest files, largest first
 * @param certificates X.509 certificates, the one that ends first first
 */
public record FileFacts(
        Counts counts,
        List<Listed> privileged,
        List<Listed> worldWritable,
        List<Listed> unowned,
        List<Listed> largest,
        List<Certificate> certificates) {
    /** Copies. */
    public FileFacts {
        privileged = List.copyOf(privileged);
        worldWritable = List.copyOf(worldWritable);
        unowned = List.copyOf(unowned);
        largest = List.copyOf(largest);
        certificates = List.copyOf(certificates);
    }

    /**
     * How many there are, listed or not.
     *
     * @param files regular files
     * @param directories directories
     * @param links symbolic links
     * @param bytes sizes of all regular files together
     * @param privileged with setuid or setgid
     * @param worldWritable that everybody may write
     * @param unowned of owners without a name
     */
    public record Counts(
            long files, long directories, long links, long bytes, long privileged, long worldWritable, long unowned) {}

    /**
     * One file.
     *
     * @param path where it lies
     * @param type {@code file} or {@code directory}
     * @param mode octal permissions, such as {@code 4755}
     * @param uid owner
     * @param gid group
     * @param sizeBytes size
     * @param modified time of the last change, ISO 8601
     */
    public record Listed(String path, String type, String mode, long uid, long gid, long sizeBytes, String modified) {}

    /**
     * One certificate.
     *
     * @param path the file it stands in
     * @param subject whom it names
     * @param issuer who signed it
     * @param serial serial number, hexadecimal
     * @param notBefore start of its validity, ISO 8601
     * @param notAfter end of its validity, ISO 8601
     * @param expired whether it had ended at the time of the scan
     * @param authority whether it may sign others
     * @param keyAlgorithm algorithm of its key
     * @param keyBits length of the key, where that is known
     * @param signatureAlgorithm algorithm of its signature
     * @param names further names of the subject
     */
    public record Certificate(
            String path,
            String subject,
            String issuer,
            String serial,
            String notBefore,
            String notAfter,
            boolean expired,
            boolean authority,
            String keyAlgorithm,
            Optional<Integer> keyBits,
            String signatureAlgorithm,
            List<String> names) {
        /** Copies. */
        public Certificate {
            names = List.copyOf(names);
        }
    }
}

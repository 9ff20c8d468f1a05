package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * What the guest says about its own disks.
 *
 * @param fstab the mounts of {@code /etc/fstab}
 * @param mountUnits mount and swap units of systemd under {@code /etc}
 * @param crypttab encrypted devices
 * @param mdArrays arrays of mdadm.conf
 * @param swap what is swapped to, out of fstab and units
 */
public record StorageFacts(
        List<Mount> fstab,
        List<String> mountUnits,
        List<Encrypted> crypttab,
        List<MdArray> mdArrays,
        List<String> swap) {
    /** Copies. */
    public StorageFacts {
        fstab = List.copyOf(fstab);
        mountUnits = List.copyOf(mountUnits);
        crypttab = List.copyOf(crypttab);
        mdArrays = List.copyOf(mdArrays);
        swap = List.copyOf(swap);
    }

    /**
     * One line of fstab.
     *
     * @param spec what is mounted: device, {@code UUID=…}, …
     * @param mountPoint where
     * @param type file system type
     * @param options mount options
     * @param dump fifth field
     * @param pass sixth field
     */
    public record Mount(String spec, String mountPoint, String type, List<String> options, long dump, long pass) {
        /** Copies. */
        public Mount {
            options = List.copyOf(options);
        }
    }

    /**
     * One line of crypttab.
     *
     * @param name name of the opened device
     * @param device the encrypted one
     * @param keyFile {@code none} or a path; never its content
     * @param options options
     */
    public record Encrypted(String name, String device, String keyFile, List<String> options) {
        /** Copies. */
        public Encrypted {
            options = List.copyOf(options);
        }
    }

    /**
     * One ARRAY line of mdadm.conf.
     *
     * @param device the array's device
     * @param uuid its UUID
     * @param level its level
     * @param name its name
     */
    public record MdArray(String device, Optional<String> uuid, Optional<String> level, Optional<String> name) {}
}

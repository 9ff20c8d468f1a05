package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * Users and groups. Password hashes never leave the parsers.
 *
 * @param users in the order of their file
 * @param groups in the order of their file
 */
public record AccountFacts(List<User> users, List<Group> groups) {
    /** Copies. */
    public AccountFacts {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
    }

    /** What is known of a password without knowing it. */
    public enum Password {
        /** No password is needed. */
        EMPTY,
        /** A password is set. */
        SET,
        /** A password is set and locked with {@code !}. */
        LOCKED,
        /** No password can ever match ({@code *}, {@code !}, {@code !!}). */
        DISABLED,
        /** The file that would say so is not to be read. */
        UNKNOWN
    }

    /**
     * One user.
     *
     * @param name login name
     * @param uid numeric id; on Windows the relative id
     * @param gid numeric id of the first group
     * @param fullName the comment field up to its first comma, or the full name
     * @param home home directory
     * @param shell login shell
     * @param password state of the password
     * @param hash name of the hash algorithm, such as {@code yescrypt}
     * @param lastChange day of the last change of the password, ISO 8601
     * @param expires day on which the account expires, ISO 8601
     * @param enabled whether the account is enabled: false when it has expired by its date 0 or 1, or Windows says so
     * @param groups names of the groups it is a member of
     */
    public record User(
            String name,
            long uid,
            Optional<Long> gid,
            Optional<String> fullName,
            Optional<String> home,
            Optional<String> shell,
            Password password,
            Optional<String> hash,
            Optional<String> lastChange,
            Optional<String> expires,
            boolean enabled,
            List<String> groups) {
        /** Copies. */
        public User {
            groups = List.copyOf(groups);
        }
    }

    /**
     * One group.
     *
     * @param name its name
     * @param gid numeric id
     * @param members the names listed in the group itself
     */
    public record Group(String name, long gid, List<String> members) {
        /** Copies. */
        public Group {
            members = List.copyOf(members);
        }
    }
}

package dev.guestkit.handlers;

import dev.guestkit.handlers.internal.CommandKeys;
import dev.guestkit.handlers.internal.FileKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Hands over the keys of encrypted disks. They come from the application, never from a job, and show in no log, result or
 * process list. Asked only when an encrypted device is met. Implementations must be thread-safe.
 */
@FunctionalInterface
public interface KeyProvider {
    /**
     * The keys to try on a device, in this order; none when there is no key for it. The caller closes them.
     *
     * @throws RuntimeException when the keys cannot be had at all: the attempt then ends instead of calling the device locked
     */
    List<DiskKey> keys(KeyRequest request);

    /** No key for anything: encrypted devices stay locked, and the result says so. */
    static KeyProvider none() {
        return request -> List.of();
    }

    /**
     * One key for every device: the content of a file, less one line break at its end. Read each time it is asked.
     *
     * @param file read by the worker; none when it does not exist
     */
    static KeyProvider file(Path file) {
        return new FileKeys(file);
    }

    /** One key for every device: the value of a variable of this process' environment; none when it is not set. */
    static KeyProvider environment(String variable) {
        return environment(variable, System.getenv());
    }

    /** As {@link #environment(String)}, out of this environment. */
    static KeyProvider environment(String variable, Map<String, String> environment) {
        String value = environment.getOrDefault(variable, "");
        return request -> value.isEmpty() ? List.of() : List.of(DiskKey.passphrase(value));
    }

    /**
     * Asks a program. It finds {@code GUESTKIT_JOB_ID}, {@code GUESTKIT_IMAGE}, {@code GUESTKIT_DEVICE} and
     * {@code GUESTKIT_UUID} in its environment and prints the key, less one line break at its end; it prints nothing when it has
     * none. It has 30 s; any status but 0 is an error. Its standard error is thrown away, because it may hold secrets.
     *
     * @param command program and arguments, not interpreted by a shell
     */
    static KeyProvider command(List<String> command) {
        return new CommandKeys(command);
    }

    /** The keys of this one, then those of {@code next}. */
    default KeyProvider and(KeyProvider next) {
        return request -> {
            List<DiskKey> keys = new ArrayList<>(keys(request));
            keys.addAll(next.keys(request));
            return List.copyOf(keys);
        };
    }
}

package dev.guestkit.worker.internal;

import java.util.concurrent.ThreadLocalRandom;

/** Makes names for workers that were given none. */
public final class WorkerIds {
    private WorkerIds() {}

    /** Host name, process id and a random part, all of the characters that ids may have. */
    public static String fresh() {
        String host = Machine.hostname().replaceAll("[^A-Za-z0-9-]", "-");
        String cut = host.length() > 60 ? host.substring(0, 60) : host;
        return "w-" + cut + "-" + ProcessHandle.current().pid() + "-"
                + Integer.toHexString(ThreadLocalRandom.current().nextInt());
    }
}

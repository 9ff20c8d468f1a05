package dev.guestkit.appliance.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends processes for certain. */
public final class Processes {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private Processes() {}

    /** Kills a process and all below it, then whoever else works in the folder; waits up to some seconds for their end. */
    static void killTree(ProcessHandle top, Path folder) {
        List<ProcessHandle> victims = new ArrayList<>(top.descendants().toList());
        victims.forEach(ProcessHandle::destroyForcibly);
        // It may have started another one meanwhile, which its end makes an orphan: hence the search by folder.
        victims.addAll(top.descendants().toList());
        victims.add(top);
        victims.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(victims);
        killUsersOf(folder);
    }

    /** Kills the processes of this user whose command line names the folder. */
    public static void killUsersOf(Path folder) {
        List<ProcessHandle> victims =
                ProcessHandle.allProcesses().filter(p -> names(p, folder)).toList();
        victims.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(victims);
    }

    private static boolean names(ProcessHandle process, Path folder) {
        if (process.pid() == ProcessHandle.current().pid()) {
            return false;
        }
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return new String(line, StandardCharsets.UTF_8).contains(folder + "/");
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    // ProcessHandle.onExit looks at what is no child of ours every 0.3 s only.
    /** Waits up to some seconds until they hold nothing any more. */
    public static void awaitEnd(List<ProcessHandle> victims) {
        CountDownLatch never = new CountDownLatch(1);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try {
            while (victims.stream().anyMatch(Processes::runs) && System.nanoTime() < deadline) {
                boolean counted = never.await(5, TimeUnit.MILLISECONDS);
                assert !counted;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // A zombie holds nothing any more, and its parent may never ask for it.
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X' && process.isAlive();
        } catch (IOException gone) {
            return false;
        }
    }
}

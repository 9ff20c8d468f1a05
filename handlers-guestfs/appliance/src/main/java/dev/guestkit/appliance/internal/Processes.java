package dev.guestkit.appliance.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes for certain. */
final class Processes {
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
    static void killUsersOf(Path folder) {
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

    private static void awaitEnd(List<ProcessHandle> victims) {
        CompletableFuture<?>[] ends =
                victims.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // A zombie whose parent does not reap it counts as alive; it holds nothing any more.
        }
    }
}

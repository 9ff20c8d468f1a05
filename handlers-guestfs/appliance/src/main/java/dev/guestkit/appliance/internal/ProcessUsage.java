package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.MachineUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from {@code /proc} what processes have used. */
public final class ProcessUsage {
    // USER_HZ, which is 100 on every architecture that libguestfs runs on.
    private static final long TICK_MILLIS = 10;

    private ProcessUsage() {}

    /** Of these processes together; empty as soon as one cannot be read, because a part would be taken for the whole. */
    public static Optional<MachineUsage> of(List<ProcessHandle> processes) {
        long read = 0;
        long written = 0;
        long memory = 0;
        long ticks = 0;
        try {
            for (ProcessHandle process : processes) {
                Path proc = Path.of("/proc", Long.toString(process.pid()));
                String io = Files.readString(proc.resolve("io"));
                String stat = Files.readString(proc.resolve("stat"));
                // Fields 14 and 15; the second one is a name that may hold anything.
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                read += number(io, "read_bytes");
                written += number(io, "write_bytes");
                memory += number(Files.readString(proc.resolve("status")), "VmHWM") * 1024;
                ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
            return processes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new MachineUsage(read, written, memory, Duration.ofMillis(ticks * TICK_MILLIS)));
        } catch (IOException | NumberFormatException goneOrHidden) {
            return Optional.empty();
        }
    }

    private static long number(String text, String name) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + name + ":\\s*(\\d+)").matcher(text);
        if (!line.find()) {
            throw new IOException("no " + name);
        }
        return Long.parseLong(line.group(1));
    }
}

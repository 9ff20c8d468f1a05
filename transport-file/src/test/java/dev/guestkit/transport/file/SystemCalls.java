package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file system calls of a process in the order in which they ended, as strace wrote them, with paths for descriptors. */
record SystemCalls(List<Call> calls) {
    /** One call: the thread that made it, its name, and the paths that it concerns. */
    record Call(String thread, String name, List<String> paths, String text) {}

    private static final Pattern LINE = Pattern.compile("^(\\d+)\\s+(\\w+)\\((.*)\\)\\s+= (-?\\d+).*$");
    private static final Pattern UNFINISHED = Pattern.compile("^(\\d+)\\s+(.*) <unfinished \\.\\.\\.>$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+)\\s+<\\.\\.\\. \\w+ resumed>(.*)$");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|<([^<>]*)>");

    /** Runs a program in a process of its own and watches these calls of it; it must end well. */
    static SystemCalls trace(Path scratch, String calls, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Path trace = scratch.resolve("trace");
        // With the filter in the kernel, only the calls that are watched stop the process.
        List<String> command = new ArrayList<>(List.of(
                "strace", "-f", "--seccomp-bpf", "-y", "-s", "200", "-e", "trace=" + calls, "-o", trace.toString()));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Path said = scratch.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> text(said)).isZero();
        return read(trace);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static SystemCalls read(Path trace) throws IOException {
        List<Call> calls = new ArrayList<>();
        Map<String, String> begun = new HashMap<>();
        for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            Matcher unfinished = UNFINISHED.matcher(line);
            Matcher resumed = RESUMED.matcher(line);
            String whole = line;
            if (unfinished.matches()) {
                begun.put(unfinished.group(1), unfinished.group(2));
                continue;
            } else if (resumed.matches()) {
                whole = resumed.group(1) + " " + begun.remove(resumed.group(1)) + resumed.group(2);
            }
            Matcher call = LINE.matcher(whole);
            if (call.matches() && !call.group(4).startsWith("-")) {
                calls.add(new Call(call.group(1), call.group(2), paths(call.group(3)), whole));
            }
        }
        return new SystemCalls(calls);
    }

    private static List<String> paths(String arguments) {
        List<String> paths = new ArrayList<>();
        Matcher matcher = QUOTED.matcher(arguments);
        while (matcher.find()) {
            paths.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return paths;
    }

    /** The place of the first call after {@code from} with this name whose paths contain one ending so; -1 when there is none. */
    int find(int from, String namePrefix, String pathEnd) {
        for (int i = from; i < calls.size(); i++) {
            Call call = calls.get(i);
            if (call.name().startsWith(namePrefix) && call.paths().stream().anyMatch(path -> path.endsWith(pathEnd))) {
                return i;
            }
        }
        return -1;
    }

    /** The place of the write to standard output that holds this text. */
    int said(String text) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).name().equals("write") && calls.get(i).text().contains(text)) {
                return i;
            }
        }
        throw new AssertionError("the process never said " + text);
    }
}

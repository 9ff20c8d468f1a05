package dev.guestkit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How the command is used, and with what it ends. */
class UseTest {
    @TempDir
    Path directory;

    @Test
    void everyCommandHelpsWithExamplesAndItsExitCodes() {
        List<List<String>> commands = new ArrayList<>();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        collect(
                Guestkit.commandLine(nowhere, nowhere, new Surroundings(Map.of(), directory, directory, false, 100)),
                List.of(),
                commands);

        assertThat(commands).hasSizeGreaterThan(15);
        for (List<String> command : commands) {
            List<String> arguments = new ArrayList<>(command);
            arguments.add("--help");
            CommandRun run = CommandRun.of(directory, arguments.toArray(String[]::new));
            assertThat(run.code()).as("%s", command).isZero();
            assertThat(run.out())
                    .as("%s", command)
                    .contains("Usage: " + String.join(" ", join(command)))
                    .contains("Examples:", "Exit codes:");
        }
    }

    private static List<String> join(List<String> command) {
        List<String> all = new ArrayList<>(List.of("guestkit"));
        all.addAll(command);
        return all;
    }

    /** Every command of ours: picocli's own two help in their own way. */
    private static void collect(CommandLine line, List<String> names, List<List<String>> all) {
        all.add(names);
        line.getSubcommands().forEach((name, sub) -> {
            if (!name.equals("help") && !name.equals("generate-completion")) {
                List<String> path = new ArrayList<>(names);
                path.add(sub.getCommandName()); // its name, where this is an alias
                collect(sub, path, all);
            }
        });
    }

    @Test
    void anImageThatCannotBeInspectedEndsWithOne() throws IOException {
        Files.writeString(directory.resolve("broken.qcow2"), "no disk at all");

        CommandRun run = CommandRun.of(directory, "inspect", "broken.qcow2");

        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("IMAGE_CORRUPT");
    }

    @Test
    void wrongUseEndsWithTwoAndSaysWhatIsWrong() throws IOException {
        Files.writeString(directory.resolve("disk.qcow2"), "no disk at all");

        wrong("no such image", "inspect", "none.qcow2");
        wrong("in a file", "inspect", "disk.qcow2", "--key", "all:key:hunter2");
        wrong("say the format as well", "inspect", "disk.qcow2", "--sbom-file", "a.json");
        wrong("no such directory", "inspect", "disk.qcow2", "--sbom", "spdx", "--sbom-file", "none/a.json");
        wrong("--sbom", "inspect", "disk.qcow2", "--sbom", "csv");
        wrong("it is the image", "inspect", "disk.qcow2", "--report", "./disk.qcow2");
        wrong("key file", "inspect", "disk.qcow2", "--key", "all:file:none");
        wrong("NOT_SET", "inspect", "disk.qcow2", "--key", "all:env:NOT_SET");
        wrong("is no directory", "daemon", "--allow", "nowhere");
        wrong("worker.concurrency (--set): must be an integer", "daemon", "--set", "worker.concurrency=many");
        wrong("no such setting", "config", "print", "--set", "worker.color=red");
        wrong("which command", "config");
        wrong("which command");
        wrong("See: guestkit --help", "inspekt");
    }

    private void wrong(String said, String... arguments) {
        CommandRun run = CommandRun.of(directory, arguments);
        assertThat(run.code()).as("%s: %s", List.of(arguments), run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("guestkit: ").contains(said).doesNotContain("hunter2", "Exception");
    }
}

package com.example.greet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreetPluginTest {
    @TempDir
    Path directory;

    @Test
    void theDaemonFindsTheHandlerInThePluginJar() throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Files.copy(Path.of(System.getProperty("plugin.jar")), plugins.resolve("greet.jar"));
        Process daemon = guestkit("daemon", "--spool", "spool", "--plugins", plugins.toString())
                .start();
        try {
            awaitReady(daemon);

            Process submit = guestkit(
                            "submit",
                            "--spool",
                            "spool",
                            "--operation",
                            "acme.greet",
                            "--data",
                            "{\"name\":\"Ada\"}",
                            "--wait")
                    .start();
            String said = new String(submit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(submit.waitFor()).as(said).isZero();
            assertThat(said).contains("Hello, Ada!");
        } finally {
            daemon.destroy();
            daemon.waitFor();
        }
    }

    private static void awaitReady(Process daemon) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader lines = daemon.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.contains("it runs")) {
                assertThat(line).contains("acme.greet");
                return;
            }
        }
        throw new AssertionError("the daemon did not start: " + said);
    }

    private ProcessBuilder guestkit(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("guestkit.home"), "bin/guestkit").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("GUESTKIT_CACHE", directory.resolve("cache").toString());
        return builder;
    }
}

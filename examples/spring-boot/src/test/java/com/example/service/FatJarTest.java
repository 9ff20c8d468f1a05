package com.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FatJarTest {
    @TempDir
    Path directory;

    @Test
    void aWorkerStartsAndFindsItsHandlersInsideTheFatJar() throws Exception {
        assertThat(run()).contains("operations:", "system.echo");
    }

    private String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-jar",
                        System.getProperty("fat.jar"),
                        "--spool=" + directory.resolve("spool"),
                        "--images=" + directory)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

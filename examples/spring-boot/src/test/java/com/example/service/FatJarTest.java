package com.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FatJarTest {
    @TempDir
    Path directory;

    @Test
    void aRealDiskIsInspectedFromInsideTheFatJar() throws Exception {
        Path image = fixtures().resolve("debian-gpt-ext4.qcow2");
        Path copy = Files.copy(image, directory.resolve("disk.qcow2"));

        String said = run(copy);

        assertThat(said).contains("guestkit.inspect", "system.echo");
        assertThat(said).contains("\"status\":\"completed\"", "\"verdict\":\"systems\"");
    }

    private String run(Path image) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-jar",
                        System.getProperty("fat.jar"),
                        "--spool=" + directory.resolve("spool"),
                        "--images=" + directory,
                        image.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Path fixtures() {
        return Optional.ofNullable(System.getenv("GUESTKIT_FIXTURES"))
                .map(Path::of)
                .orElseGet(() -> Path.of(
                        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                                .orElse(System.getProperty("user.home") + "/.cache"),
                        "guestkit/fixtures"));
    }
}

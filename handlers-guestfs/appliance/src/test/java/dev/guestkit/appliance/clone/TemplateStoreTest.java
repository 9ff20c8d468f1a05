package dev.guestkit.appliance.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who makes a template, when, and how long it stays. What it is made of matters to no one here. */
class TemplateStoreTest {
    private static final MachineShape SHAPE = new MachineShape(Path.of("/usr/bin/qemu"), "tcg", 512);
    private static final TemplateKey KEY = new TemplateKey(SHAPE, "1", "0a");
    private static final TemplateKey NEXT = new TemplateKey(SHAPE, "2", "0b");

    @TempDir
    private Path cache;

    private final List<String> made = new ArrayList<>();

    @BeforeEach
    void nothingIsMadeYet() {
        made.clear();
    }

    private TemplateStore store() {
        return new TemplateStore(cache, template -> {
            made.add(template.version());
            write(template);
        });
    }

    private static void write(Template template) throws IOException {
        for (String name : List.of("mem", "state", "root", "kernel", "initrd")) {
            Files.write(template.folder().resolve(name), new byte[200_000]);
            Files.writeString(template.folder().resolve(name), name, StandardOpenOption.WRITE);
        }
        template.describe();
    }

    @Test
    void tenProcessesMakeOne() throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            OneOfTen.class.getName(),
                            cache.toString())
                    .redirectErrorStream(true)
                    .start());
        }
        int makers = 0;
        for (Process one : all) {
            String said = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(one.waitFor()).as(said).isZero();
            assertThat(said).contains("WHOLE");
            makers += said.contains("MADE") ? 1 : 0;
        }
        assertThat(makers).isEqualTo(1);
    }

    /** A worker that wants a template. */
    static final class OneOfTen {
        private OneOfTen() {}

        public static void main(String[] arguments) throws Exception {
            TemplateStore store = new TemplateStore(Path.of(arguments[0]), template -> {
                System.out.println("MADE");
                write(template);
            });
            System.out.println(store.make(KEY).damage().isEmpty() ? "WHOLE" : "DAMAGED");
        }
    }

    @Test
    void twoEnginesOfOneProcessMakeOne() throws Exception {
        try (TemplateStore one = store();
                TemplateStore two = store()) {
            one.make(KEY);
            two.make(KEY);
        }
        assertThat(made).containsExactly("1");
    }

    @Test
    void whatIsCutShortOrChangedIsMadeAnew() throws Exception {
        try (TemplateStore store = store()) {
            Path memory = store.make(KEY).folder().resolve("mem");
            Files.write(memory, new byte[100]);
            assertThat(store.find(KEY)).isEmpty();
            store.make(KEY);
            Files.write(memory, new byte[] {1}, StandardOpenOption.WRITE);
            assertThat(store.find(KEY)).isEmpty();
            store.make(KEY);
            Files.delete(memory.resolveSibling("template.json"));
            assertThat(store.make(KEY).damage()).isEmpty();
        }
        assertThat(made).hasSize(4);
    }

    @Test
    void whatWasOnlyTouchedStays() throws Exception {
        try (TemplateStore store = store()) {
            Path root = store.make(KEY).folder().resolve("root");
            Files.write(root, Files.readAllBytes(root));
            assertThat(store.find(KEY)).isPresent();
            assertThat(store.find(KEY).orElseThrow().damage()).isEmpty();
        }
        assertThat(made).hasSize(1);
    }

    @Test
    void oldOneGoesWhenNobodyUsesItAnyMore() throws Exception {
        TemplateStore user = store();
        Path old = user.make(KEY).folder();
        try (TemplateStore upgraded = store()) {
            upgraded.make(NEXT);
            assertThat(old).as("in use").exists();
            user.close();
            Files.delete(cache.resolve("templates").resolve(NEXT.digest()).resolve("mem"));
            upgraded.make(NEXT);
            assertThat(old).doesNotExist();
        }
    }

    @Test
    void makerThatFailsLeavesNothing() throws Exception {
        try (TemplateStore store = new TemplateStore(cache, template -> {
            throw new IOException("no room");
        })) {
            assertThatThrownBy(() -> store.make(KEY)).hasMessage("no room");
        }
        try (var left = Files.list(cache.resolve("templates"))) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly("lock");
        }
    }
}

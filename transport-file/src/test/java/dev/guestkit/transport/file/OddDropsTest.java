package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.ValidationReport;
import dev.guestkit.worker.spi.TimeSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dropped files that are no plain files, have no plain names, come in crowds, or are refused by two processes at once. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddDropsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path root;

    private FileTransportBuilder builder() {
        return FileTransport.builder(root).rescan(Duration.ofMillis(200)).quiet(Duration.ofMillis(300));
    }

    private static byte[] job(String id) {
        return Echoes.CODEC.write(Echoes.job(id));
    }

    private void rename(byte[] content, String name) throws IOException {
        Files.move(
                Files.write(root.resolve("tmp/mine"), content),
                root.resolve("jobs").resolve(name));
    }

    private List<String> names(String place) throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve(place))) {
            return entries.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void shell(String script, Path directory) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", script)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void whoeverRejectsAFileExplainsItAndNobodyElseDoes() throws Exception {
        Layout layout = SpoolDirectory.open(root, Syncer.REAL);
        SpoolFiles files = new SpoolFiles(layout.temporary(), Syncer.REAL);
        int count = 300;
        List<Path> dropped = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Two at a time get the same plain name.
            dropped.add(Files.writeString(
                    layout.drop().resolve("bad" + (i % 2 == 0 ? " " : "?") + i / 2 + ".json"), "{" + i));
        }
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<Future<Integer>> both = new ArrayList<>();
        for (int process = 0; process < 2; process++) {
            int first = process;
            both.add(pool.submit(() -> {
                RejectedPlace place = new RejectedPlace(layout, files);
                start.await();
                int rejected = 0;
                for (int i = 0; i < count; i++) {
                    Path file = dropped.get((i + first) % count);
                    var sighting = Sighting.of(file);
                    rejected += sighting.isPresent() && place.reject(file, sighting.get(), "no JSON") ? 1 : 0;
                }
                return rejected;
            }));
        }
        assertThat(both.get(0).get() + both.get(1).get()).isEqualTo(count);
        pool.shutdown();
        List<String> there = names("jobs/rejected");
        List<String> rejected =
                there.stream().filter(name -> !name.endsWith(Layout.REASON)).toList();
        assertThat(rejected).hasSize(count);
        assertThat(there)
                .containsAll(rejected.stream().map(name -> name + Layout.REASON).toList());
        assertThat(there).hasSize(2 * count);
        for (String name : rejected) {
            String wasDroppedAs = Files.readString(layout.rejected().resolve(name + Layout.REASON));
            String number = Files.readString(layout.rejected().resolve(name)).substring(1);
            String mark = Integer.parseInt(number) % 2 == 0 ? " " : "?";
            assertThat(wasDroppedAs).contains("bad" + mark + Integer.parseInt(number) / 2 + ".json");
        }
        assertThat(names("jobs")).containsExactly("done", "failed", "rejected");
    }

    @Test
    void aFileThatIsPutInThePlaceOfARejectedOneStays() throws Exception {
        Layout layout = SpoolDirectory.open(root, Syncer.REAL);
        Path file = Files.writeString(layout.drop().resolve("a.json"), "{bad");
        Sighting judged = Sighting.of(file).orElseThrow();
        Files.delete(file);
        byte[] good = job("good-0001");
        Files.write(file, good);

        RejectedPlace place = new RejectedPlace(layout, new SpoolFiles(layout.temporary(), Syncer.REAL));

        assertThat(place.reject(file, judged, "no JSON")).isFalse();
        assertThat(file).hasBinaryContent(good);
        assertThat(names("jobs/rejected")).isEmpty();
    }

    @Test
    void pipesLinksAndOverlongFilesAreRejectedWithoutBeingRead() throws Exception {
        try (FileTransport transport = builder().build()) {
            Files.write(root.resolve("elsewhere"), job("linked-01"));
            shell("mkfifo pipe.json; ln -s ../elsewhere link.json; mkdir directory.json", root.resolve("jobs"));
            try (RandomAccessFile sparse =
                    new RandomAccessFile(root.resolve("jobs/long.json").toFile(), "rw")) {
                sparse.setLength(5L << 30);
            }
            rename(job("good-0001"), "good.json");
            assertThat(Echoes.claim(transport.source(), SOON)
                            .orElseThrow()
                            .token()
                            .jobId())
                    .isEqualTo("good-0001");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(names("jobs/rejected"))
                            .containsExactly(
                                    "link.json",
                                    "link.json.reason.txt",
                                    "long.json",
                                    "long.json.reason.txt",
                                    "pipe.json",
                                    "pipe.json.reason.txt"));
            assertThat(names("jobs")).containsExactly("directory.json", "done", "failed", "rejected");
            assertThat(transport.client().find("linked-01")).isEmpty();
        }
    }

    @Test
    void aPipeOrLinkThatIsSwappedInIsNeitherWaitedForNorFollowed() throws Exception {
        shell("mkfifo pipe; ln -s file link; echo plain > file; : > empty", root);
        assertThat(ForeignFile.read(root.resolve("pipe"), 100)).isEmpty();
        assertThatThrownBy(() -> ForeignFile.read(root.resolve("link"), 100)).isInstanceOf(IOException.class);
        assertThat(ForeignFile.read(root.resolve("file"), 100)).asString().isEqualTo("plain\n");
        assertThat(ForeignFile.read(root.resolve("file"), 3)).asString().isEqualTo("pla");
        assertThat(ForeignFile.read(root.resolve("empty"), 3)).isEmpty();
    }

    @Test
    void noNameKeepsAJobFromRunning() throws Exception {
        try (FileTransport transport = builder().build()) {
            for (int i = 0; i < 4; i++) {
                Files.write(root.resolve("tmp/n" + i), job("named-000" + i));
            }
            shell(
                    "mv ../tmp/n0 $'\\xff\\xfe.json'; mv ../tmp/n1 $'new\\nline \\e[31m.JSON'; mv ../tmp/n2 -- '-rf *.json';"
                            + " mv ../tmp/n3 \"$(printf 'x%.0s' {1..250}).json\"",
                    root.resolve("jobs"));
            List<String> claimed = new ArrayList<>();
            while (claimed.size() < 4) {
                claimed.add(Echoes.claim(transport.source(), SOON)
                        .orElseThrow()
                        .token()
                        .jobId());
            }
            assertThat(claimed).containsExactlyInAnyOrder("named-0000", "named-0001", "named-0002", "named-0003");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(names("jobs")).containsExactly("done", "failed", "rejected"));
        }
    }

    @Test
    void filesThatWaitForRoomAreNotKeptInMemory() throws Exception {
        Layout layout = SpoolDirectory.open(root, Syncer.REAL);
        List<WeakReference<JobDocument>> asked = new ArrayList<>();
        DropGate full = new DropGate() {
            @Override
            public Verdict submit(JobDocument document, byte[] json) {
                asked.add(new WeakReference<>(document));
                return new Verdict.Later();
            }

            @Override
            public Verdict fail(String jobId, byte[] json, ValidationReport report) {
                throw new AssertionError("nothing here is invalid");
            }
        };
        DropBox box = new DropBox(
                layout,
                new SpoolFiles(layout.temporary(), Syncer.REAL),
                new DropReader(Echoes.CODEC, JobValidator.standard()),
                full,
                TimeSource.system(),
                new DropBox.DropTimes(Duration.ofHours(1), Duration.ofHours(1)));
        for (int i = 0; i < 20; i++) {
            Files.write(layout.drop().resolve(i + ".json"), job("waits-" + (1000 + i)));
        }
        assertThat(box.scan()).isTrue();
        assertThat(box.lookAgain()).isTrue();
        assertThat(asked).as("read and asked for once a pass").hasSize(2);
        await().atMost(SOON).untilAsserted(() -> {
            System.gc();
            assertThat(asked).allMatch(document -> document.get() == null);
        });
        assertThat(names("jobs")).hasSize(23);
    }

    @Test
    void dropsBeyondTheLimitWaitInTheirPlaceUntilThereIsRoom() throws Exception {
        try (FileTransport transport = builder().maxQueued(3).build()) {
            for (int i = 0; i < 8; i++) {
                rename(job("crowd-000" + i), i + ".json");
            }
            transport.source().onCancel((token, reason) -> {});
            transport.source().claim(Echoes.offer("w-1", 1), 0, Duration.ZERO);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(names("queue")).hasSize(3);
                assertThat(names("jobs").stream().filter(name -> name.endsWith(".json")))
                        .hasSize(5);
            });
            int claimed = 0;
            while (claimed < 8) {
                claimed += transport
                        .source()
                        .claim(Echoes.offer("w-1", 8), 8, Duration.ofSeconds(5))
                        .size();
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(names("jobs")).containsExactly("done", "failed", "rejected"));
            assertThat(names("jobs/rejected")).isEmpty();
        }
    }

    @Test
    void aCrowdThatOverflowsTheNotificationIsTakenWithoutWaitingForARescan() throws Exception {
        try (SpoolWatch watch = SpoolWatch.open(root)) {
            List<Path> lost = new ArrayList<>();
            Path directory = Files.createDirectories(root.resolve("watched"));
            watch.ensure(directory);
            for (int i = 0; i < 600; i++) {
                Files.createFile(directory.resolve("f" + i));
            }
            await().atMost(SOON).until(() -> {
                watch.poll(100, new SpoolWatch.Listener() {
                    @Override
                    public void touched(Path where, Path file) {}

                    @Override
                    public void overflow(Path where) {
                        lost.add(where);
                    }
                });
                return lost.contains(directory);
            });
        }
        int crowd = 600;
        try (FileTransport transport =
                FileTransport.builder(root).rescan(Duration.ofHours(1)).build()) {
            transport.source().claim(Echoes.offer("w-1", 1), 0, Duration.ZERO);
            Path ready = Files.createDirectories(root.resolve("ready"));
            for (int i = 0; i < crowd; i++) {
                Files.write(ready.resolve(i + ".json"), job("crowd-" + (10_000 + i)));
            }
            shell("find . -name '*.json' -exec mv -t ../jobs {} +", ready);
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(names("queue")).hasSize(crowd));
        }
    }
}

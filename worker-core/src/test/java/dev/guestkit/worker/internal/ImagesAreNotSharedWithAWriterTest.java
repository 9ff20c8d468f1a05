package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's own lock of images, by the file's identity. */
class ImagesAreNotSharedWithAWriterTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<String> running = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    private Path image;
    private Path otherName;

    @BeforeEach
    void files() throws IOException {
        image = Files.writeString(directory.resolve("disk.img"), "disk");
        otherName = Files.createLink(directory.resolve("other.img"), image);
    }

    @AfterEach
    void close() {
        go.countDown();
        fixture.close();
    }

    private Worker worker() {
        ScriptedHandler.Body body = context -> {
            running.add(context.jobId());
            go.await();
            return context.done(Json.NULL);
        };
        return fixture.start(
                b -> b.allowedRoot(directory),
                ScriptedHandler.of("acme.read", body),
                ScriptedHandler.of("acme.write", b -> b.changesImage(), body));
    }

    private String submit(String operation, Path path) {
        Json data = Json.ofValue(Map.of("image", Map.of("path", path.toString())));
        return fixture.submit(JobBuilder.operation(operation, data).build());
    }

    @Test
    void readersShareAnImage() {
        worker();
        submit("acme.read", image);
        submit("acme.read", otherName);
        WorkerFixture.await().until(() -> running.size() == 2);
    }

    @Test
    void aWriterWaitsForTheReaderUnderWhateverNameAndLosesNoAttempt() {
        Worker worker = worker();
        String reader = submit("acme.read", image);
        fixture.awaitState(reader, JobState.RUNNING);
        String writer = submit("acme.write", otherName);
        WorkerFixture.await().until(() -> fixture.record(writer).waitsFor().contains(reader));
        WorkerFixture.await().until(() -> worker.activeJobs() == 1);
        assertThat(running).containsExactly(reader);
        go.countDown();
        assertThat(fixture.result(writer).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(fixture.result(writer).executionSummary().attempt()).isEqualTo(1);
        assertThat(running).containsExactly(reader, writer);
    }

    @Test
    void aHandlerThatOutlivesItsLeaseKeepsItsImageFromItsOwnJobAndFromOthers() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        fixture.start(b -> b.allowedRoot(directory), ScriptedHandler.of("acme.deaf", b -> b.changesImage(), context -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            while (go.getCount() > 0) {
                LockSupport.parkNanos(1_000_000); // deaf to interrupts
            }
            inside.decrementAndGet();
            return context.done(Json.NULL);
        }));
        String first = submit("acme.deaf", image);
        fixture.awaitState(first, JobState.RUNNING);
        fixture.faults.fail("renew");
        fixture.turnUntil(Duration.ofSeconds(1), () -> fixture.record(first).lostLeases() == 1);
        fixture.faults.heal();
        fixture.turnUntil(
                Duration.ofSeconds(1), () -> fixture.record(first).notBefore().isPresent());
        assertThat(fixture.record(first).waitsFor()).doesNotContain(first);
        String second = submit("acme.deaf", otherName);
        fixture.turn(Duration.ofSeconds(90), Duration.ofSeconds(1));
        assertThat(most).hasValue(1);
        go.countDown();
        fixture.turnUntil(
                Duration.ofSeconds(1),
                () -> fixture.state(first).isTerminal() && fixture.state(second).isTerminal());
        assertThat(most).hasValue(1);
        assertThat(fixture.result(first).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(fixture.result(second).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void jobsThatWantTwoImagesTheOtherWayRoundDoNotBlockEachOther() throws IOException, InterruptedException {
        Path second = Files.writeString(directory.resolve("second.img"), "disk");
        CountDownLatch done = new CountDownLatch(20);
        fixture.start(b -> b.allowedRoot(directory), ScriptedHandler.of("acme.swap", b -> b.changesImage(), context -> {
            done.countDown();
            return context.done(Json.NULL);
        }));
        for (int i = 0; i < 20; i++) {
            Path one = i % 2 == 0 ? image : second;
            Path two = i % 2 == 0 ? second : image;
            Json data = Json.ofValue(
                    Map.of("image", Map.of("path", one.toString()), "target", Map.of("path", two.toString())));
            fixture.submit(JobBuilder.operation("acme.swap", data).build());
        }
        fixture.turnUntil(Duration.ofSeconds(1), () -> done.getCount() == 0);
        assertThat(done.await(1, TimeUnit.SECONDS)).isTrue();
    }
}

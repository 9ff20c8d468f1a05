package dev.guestkit.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.handlers.fake.LooseContext;
import dev.guestkit.job.InspectPayload;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.worker.spi.Outcome;
import dev.guestkit.worker.testkit.guest.FakeDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A job on an image of zeros, whose disk a test puts together as it likes. */
abstract class OneImage {
    @TempDir
    Path given;

    Path home;
    Path image;

    @BeforeEach
    void makeImage() throws IOException {
        home = given.toRealPath();
        image = home.resolve("disk.raw");
        Files.write(image, new byte[1 << 20]);
    }

    JsonNode inspect(FakeDisk disk) {
        return run(InspectHandler.builder().engine(disk).build(), d -> {});
    }

    JsonNode run(InspectHandler handler, Consumer<InspectPayload.Builder> details) {
        return result(handler, context(details));
    }

    LooseContext context(Consumer<InspectPayload.Builder> details) {
        return new LooseContext(JobBuilder.inspect(image.toString(), details).build(), home);
    }

    static JsonNode result(InspectHandler handler, LooseContext context) {
        return ((Outcome.Done) handler.run(context)).result().data().toNode();
    }
}

package dev.guestkit.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.handlers.fake.GuestTrees;
import dev.guestkit.handlers.fake.LooseContext;
import dev.guestkit.handlers.fake.TouchingEngine;
import dev.guestkit.worker.spi.CancelledException;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.testkit.guest.FakeDisk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens around the inspection: checksum, changes of the image, phases, a stop. */
class InspectImageTest extends OneImage {
    private static final String SHA256_OF_IMAGE = "30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58";

    @Test
    void verifiedChecksumIsRecorded() {
        FakeDisk disk = new FakeDisk().blank(1);
        LooseContext context = context(d -> d.checksum("sha256:" + SHA256_OF_IMAGE));
        JsonNode checksum =
                result(InspectHandler.builder().engine(disk).build(), context).at("/image/checksum");

        assertThat(checksum.at("/algorithm").asText()).isEqualTo("sha256");
        assertThat(checksum.at("/value").asText()).isEqualTo(SHA256_OF_IMAGE);
        assertThat(checksum.at("/verified").asBoolean()).isTrue();
        assertThat(checksum.at("/covers").asText()).isEqualTo("image");
        assertThat(context.checksums()).containsExactly(true);
    }

    @Test
    void nothingIsReleasedWhenTheChecksumIsWrong() {
        FakeDisk disk = new FakeDisk().blank(1);
        LooseContext context = context(d -> d.checksum("sha256:" + "0".repeat(64)));

        assertThatThrownBy(() -> InspectHandler.builder().engine(disk).build().run(context))
                .isInstanceOfSatisfying(HandlerException.class, e -> {
                    assertThat(e.code()).isEqualTo("IMAGE_CHECKSUM_MISMATCH");
                    assertThat(e.details()
                                    .orElseThrow()
                                    .at("/actual")
                                    .orElseThrow()
                                    .text())
                            .contains("sha256:" + SHA256_OF_IMAGE);
                    assertThat(e.details()
                                    .orElseThrow()
                                    .at("/expected")
                                    .orElseThrow()
                                    .text())
                            .contains("sha256:" + "0".repeat(64));
                });
        assertThat(disk.calls()).containsExactly("open", "close");
        assertThat(context.checksums()).containsExactly(false);
    }

    @Test
    void withoutAChecksumNothingIsClaimed() {
        JsonNode checksum = inspect(new FakeDisk().blank(1)).at("/image/checksum");

        assertThat(checksum.toString()).isEqualTo("{\"verified\":false}");
    }

    @Test
    void imageThatIsChangedWhileTheMachineStartsIsNotRead() {
        LooseContext context = changedBefore("awaitReady");

        assertThat(context.phases()).doesNotContain("disk_inspection");
    }

    @Test
    void imageThatIsChangedWhileItIsReadIsNotReportedAsInspected() {
        LooseContext context = changedBefore("storage");

        assertThat(context.phases()).contains("disk_inspection").doesNotContain("result_generation");
    }

    /** The context of an inspection during which somebody writes to the image, just before this call of the machine. */
    private LooseContext changedBefore(String call) {
        FakeDisk disk = new FakeDisk().blank(1);
        LooseContext context = context(d -> {});
        InspectHandler handler = InspectHandler.builder()
                .engine(new TouchingEngine(disk, image, call))
                .build();

        assertThatThrownBy(() -> handler.run(context))
                .isInstanceOfSatisfying(
                        HandlerException.class, e -> assertThat(e.code()).isEqualTo("IMAGE_LOCKED"));
        assertThat(disk.calls()).contains("close");
        return context;
    }

    @Test
    void phasesComeInTheStandardOrder() {
        FakeDisk disk = new FakeDisk().partition(1, "ext4", "a", GuestTrees.debian(home.resolve("one"), "first"));
        LooseContext context = context(d -> {});
        result(InspectHandler.builder().engine(disk).build(), context);

        assertThat(context.phases())
                .containsExactly(
                        "validation",
                        "disk_attach",
                        "disk_inspection",
                        "os_detection",
                        "package_scan",
                        "service_scan",
                        "security_scan",
                        "result_generation",
                        "cleanup");
    }

    @Test
    void cancelKillsTheMachineAndClosesIt() {
        for (String phase : List.of("validation", "disk_attach", "disk_inspection", "os_detection")) {
            FakeDisk disk = new FakeDisk().partition(1, "ext4", "a", GuestTrees.debian(home.resolve("one"), "first"));
            LooseContext context = context(d -> {}).cancelAt(phase);

            assertThatThrownBy(
                            () -> InspectHandler.builder().engine(disk).build().run(context))
                    .isInstanceOf(CancelledException.class);
            assertThat(disk.calls().contains("open")).isEqualTo(disk.calls().contains("close"));
        }
    }
}

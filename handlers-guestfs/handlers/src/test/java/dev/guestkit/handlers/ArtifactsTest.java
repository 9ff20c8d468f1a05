package dev.guestkit.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.handlers.fake.GuestTrees;
import dev.guestkit.handlers.fake.LooseContext;
import dev.guestkit.job.InspectArtifact;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.testkit.guest.FakeDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What an inspection stores beside its result. */
class ArtifactsTest extends OneImage {
    private FakeDisk disk() {
        Path root = GuestTrees.debian(home.resolve("root"), "host");
        GuestTrees.dpkg(root.resolve("var"), "nginx");
        return new FakeDisk().partition(1, "ext4", "a", root);
    }

    @Test
    void billsAreStoredWhenAskedFor() throws Exception {
        LooseContext context = context(d -> d.artifacts(InspectArtifact.CYCLONEDX, InspectArtifact.SPDX));
        result(InspectHandler.builder().engine(disk()).build(), context);

        assertThat(context.stored()).containsOnlyKeys("sbom.cdx.json", "sbom.spdx.json");
        JsonNode bill = new ObjectMapper().readTree(context.stored().get("sbom.cdx.json"));
        assertThat(bill.at("/components/1/purl").asText())
                .isEqualTo("pkg:deb/debian/nginx@1:2.0-3?arch=amd64&distro=debian-12.5");
        assertThat(bill.at("/metadata/timestamp").asText())
                .isEqualTo(context.document().createdAt().toString());
    }

    @Test
    void nothingIsStoredUnasked() {
        LooseContext context = context(d -> {});
        result(InspectHandler.builder().engine(disk()).build(), context);
        assertThat(context.stored()).isEmpty();
    }

    @Test
    void aBillWithoutPackagesIsRefusedBeforeTheWork() {
        FakeDisk disk = disk();
        LooseContext context = context(d -> d.artifacts(InspectArtifact.SPDX).includePackages(false));
        assertThatThrownBy(() -> result(InspectHandler.builder().engine(disk).build(), context))
                .isInstanceOfSatisfying(
                        HandlerException.class, e -> assertThat(e.code()).isEqualTo("VALIDATION_ERROR"));
        assertThat(disk.calls()).isEmpty();
    }
}

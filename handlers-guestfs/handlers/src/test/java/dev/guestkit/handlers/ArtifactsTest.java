package dev.guestkit.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.handlers.fake.GuestTrees;
import dev.guestkit.handlers.fake.LooseContext;
import dev.guestkit.handlers.fixtures.ResultSchema;
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
    void packagesOfLanguagesAreFoundByTheDeepScanAndStandInTheBill() throws Exception {
        Path root = GuestTrees.debian(home.resolve("root"), "host", "UUID=srv /srv ext4");
        GuestTrees.dpkg(root.resolve("var"), "nginx");
        Path srv = GuestTrees.file(
                home.resolve("srv"),
                "app [1]/node_modules/@a/b*c/package.json",
                "{\"name\": \"@a/b\", \"version\": \"1.0.0\", \"license\": \"MIT\"}");
        GuestTrees.file(root, "usr/lib/python3/dist-packages/x.egg-info", "Name: x\nVersion: 2\n");
        FakeDisk disk = new FakeDisk().partition(1, "ext4", "root", root).partition(2, "ext4", "srv", srv);
        LooseContext context = context(d -> d.deepScan(true).artifacts(InspectArtifact.SPDX));
        JsonNode data = result(InspectHandler.builder().engine(disk).build(), context);

        JsonNode found = data.at("/systems/0/language_packages");
        assertThat(found.path("total").asInt()).as("%s", data).isEqualTo(2);
        assertThat(found.path("packages").findValuesAsText("path"))
                .containsExactly(
                        "/usr/lib/python3/dist-packages/x.egg-info", "/srv/app [1]/node_modules/@a/b*c/package.json");
        assertThat(new ObjectMapper()
                        .readTree(context.stored().get("sbom.spdx.json"))
                        .findValuesAsText("referenceLocator"))
                .contains("pkg:npm/%40a/b@1.0.0", "pkg:pypi/x@2");
        assertThat(ResultSchema.problems(data.toString())).isEmpty();
    }

    @Test
    void packagesOfLanguagesAreNotLookedForWherePackagesAreNotWanted() {
        JsonNode data = run(
                InspectHandler.builder().engine(disk()).build(),
                d -> d.deepScan(true).includePackages(false));
        assertThat(data.at("/systems/0").has("language_packages")).isFalse();
        assertThat(data.at("/systems/0").has("deep_scan")).isTrue();
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

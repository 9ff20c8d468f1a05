package dev.guestkit.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.appliance.Tier;
import dev.guestkit.handlers.fixtures.Fixture;
import dev.guestkit.handlers.fixtures.Inspected;
import dev.guestkit.handlers.fixtures.ResultSchema;
import dev.guestkit.handlers.fixtures.SharedMachine;
import dev.guestkit.handlers.fixtures.VirtInspector;
import dev.guestkit.handlers.internal.sbom.BillOfMaterials;
import dev.guestkit.handlers.internal.sbom.OfficialSchemas;
import dev.guestkit.job.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every test guest is inspected once by the real handler in a clone of its own; what was found is looked at many times. It is inspected by a stock
 * machine as well, which must say the same: guests that do not mind share one there, unless {@code guestkit.test.full} is set.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("many-machines")
class FixturesTest {
    /** The same disk in other containers; virt-inspector is asked about the first only. */
    private static final String SAME_DISK = "debian-gpt-ext4.qcow2";

    private static final Set<String> CONTAINERS = Set.of(
            "debian.vmdk",
            "debian-stream.vmdk",
            "debian.vdi",
            "debian.vhd",
            "debian.vhdx",
            "debian.raw",
            "debian.img",
            "overlay.qcow2");

    /** Where the manifest's words are not libguestfs' ones. */
    private static final Map<String, String> DISTROS = Map.of("alpine", "alpinelinux", "arch", "archlinux");

    /** What would change how other disks look. */
    private static final Set<String> ALONE = Set.of(
            "debian12-real.qcow2",
            "vg-two-disks-a.qcow2",
            "vg-two-disks-b.qcow2",
            "evil-128parts.qcow2",
            "evil-fsbroken.qcow2",
            "evil-lvm-duplicate.qcow2");

    private static final int MOST_DISKS = 16;
    private static final String LOCKED = "debian-luks.qcow2";

    private final Map<String, CompletableFuture<Inspected>> inspections = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<List<VirtInspector.Guest>>> theirs = new ConcurrentHashMap<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final Map<String, CompletableFuture<Inspected>> oracle = new ConcurrentHashMap<>();
    private final LibguestfsEngine clones =
            LibguestfsEngine.builder().tier(Tier.CLONE).build();
    private final LibguestfsEngine stock =
            LibguestfsEngine.builder().tier(Tier.STOCK).build();
    private Path home = Path.of("/nowhere");

    @BeforeAll
    void inspectAll(@TempDir Path given) throws IOException {
        home = given.toRealPath();
        boolean apart = Boolean.getBoolean("guestkit.test.full");
        List<Fixture> together =
                readable().filter(f -> !apart && !ALONE.contains(f.name())).toList();
        Fixture.all().forEach(f -> inspections.put(f.name(), new CompletableFuture<>()));
        inspections.put("locked", new CompletableFuture<>());
        comparedWithStock().forEach(f -> oracle.put(f.name(), new CompletableFuture<>()));
        Fixture.all().forEach(f -> pool.execute(() -> inspect(inspections, f.name(), f, clones)));
        pool.execute(() -> inspect(inspections, "locked", Fixture.named(LOCKED), clones));
        for (int i = 0; i < together.size(); i += MOST_DISKS) {
            List<Fixture> some = together.subList(i, Math.min(together.size(), i + MOST_DISKS));
            pool.execute(() -> inspectTogether(some));
        }
        comparedWithStock()
                .filter(f -> !together.contains(f))
                .forEach(f -> pool.execute(() -> inspect(oracle, f.name(), f, stock)));
        // Two at a time as well: the first run on a host waits for this tool for minutes.
        comparable()
                .map(FixturesTest::askedAbout)
                .distinct()
                .forEach(
                        f -> theirs.put(f.name(), CompletableFuture.supplyAsync(() -> VirtInspector.inspect(f), pool)));
    }

    /** Of the same disk in several containers virt-inspector sees the first. */
    private static Fixture askedAbout(Fixture fixture) {
        return CONTAINERS.contains(fixture.name()) ? Fixture.named(SAME_DISK) : fixture;
    }

    /** Those that get a machine to themselves take too long for every day. */
    static Stream<Fixture> comparedWithStock() {
        return readable().filter(f -> Boolean.getBoolean("guestkit.test.full") || !ALONE.contains(f.name()));
    }

    private void inspectTogether(List<Fixture> guests) {
        try (SharedMachine machine = new SharedMachine(stock, guests)) {
            guests.forEach(g -> inspect(oracle, g.name(), g, machine));
        }
    }

    private void inspect(
            Map<String, CompletableFuture<Inspected>> into, String name, Fixture fixture, ApplianceEngine machine) {
        CompletableFuture<Inspected> inspection = into.get(name);
        boolean key = fixture.name().contains("luks") && !name.equals("locked");
        KeyProvider keys = r -> key ? List.of(DiskKey.passphrase("secret")) : List.of();
        try {
            InspectHandler handler =
                    InspectHandler.builder().engine(machine).keys(keys).build();
            inspection.complete(Inspected.of(fixture, handler, home, name + (into == oracle ? ".stock" : "")));
        } catch (RuntimeException | Error e) {
            inspection.completeExceptionally(e);
        }
    }

    @AfterAll
    void end() {
        pool.shutdownNow();
        clones.close();
        stock.close();
    }

    static Stream<Fixture> bad() {
        return Fixture.all().stream().filter(f -> f.error().isPresent());
    }

    static Stream<Fixture> readable() {
        return Fixture.all().stream().filter(f -> f.error().isEmpty());
    }

    /** Fixtures whose systems both tools can see alone. */
    static Stream<Fixture> comparable() {
        return readable()
                .filter(f -> f.kind().equals("linux") && !f.systems().isEmpty())
                .filter(f -> !f.name().startsWith("vg-two") && !f.name().startsWith("evil"))
                // virt-inspector ends with an error: it does not know the mapped name that this guest's fstab has.
                .filter(f -> !f.name().equals("debian-luks.qcow2"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badImageEndsInItsErrorCodeAtOnce(Fixture fixture) {
        Inspected inspected = inspected(fixture.name());

        assertThat(inspected.error()).as(inspected.message()).isEqualTo(fixture.error());
        assertThat(inspected.took()).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void readableImageGetsItsVerdict(Fixture fixture) {
        Inspected inspected = inspected(fixture.name());
        List<String> allowed = new ArrayList<>(fixture.verdicts());
        if (fixture.name().contains("luks")) {
            allowed = List.of("systems"); // this handler has the key
        }

        assertThat(inspected.error()).as(inspected.message()).isEmpty();
        assertThat(inspected.data().at("/verdict").asText())
                .as(inspected.data().at("/reasons").toString())
                .isIn(allowed);
    }

    @ParameterizedTest
    @MethodSource("readable")
    void everyResultKeepsThePublishedSchema(Fixture fixture) {
        assertThat(ResultSchema.problems(inspected(fixture.name()).data().toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void everyResultMakesBillsThatKeepTheirOfficialSchemas(Fixture fixture) {
        JsonNode data = inspected(fixture.name()).data();
        assertThat(OfficialSchemas.cycloneDx(BillOfMaterials.cycloneDx(data, Instant.EPOCH, "")))
                .isEmpty();
        assertThat(OfficialSchemas.spdx(BillOfMaterials.spdx(data, Instant.EPOCH, "")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("comparedWithStock")
    void cloneAndStockSayTheSame(Fixture fixture) {
        Inspected clone = inspected(fixture.name());
        Inspected other = get(oracle, fixture.name());

        assertThat(clone.error()).isEqualTo(other.error());
        assertThat(clone.data().at("/appliance/tier").asText()).isEqualTo("clone");
        assertThat(withoutMachine(clone.data())).isEqualTo(withoutMachine(other.data()));
    }

    /** All but how it came about; opened volumes are counted in each machine, and the stock one is shared. */
    private static String withoutMachine(JsonNode data) {
        ObjectNode rest = data.deepCopy();
        rest.remove(List.of("appliance", "timing"));
        return rest.toPrettyString().replaceAll("gk-luks\\d+", "gk-luks");
    }

    private Inspected inspected(String name) {
        return get(inspections, name);
    }

    private static Inspected get(Map<String, CompletableFuture<Inspected>> from, String name) {
        try {
            return from.get(name).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + " could not be inspected", e.getCause());
        }
    }

    @ParameterizedTest
    @MethodSource("readable")
    void systemsAreThoseOfTheManifest(Fixture fixture) {
        Inspected inspected = inspected(fixture.name());
        if (!inspected.data().at("/verdict").asText().equals("systems")
                || fixture.systems().isEmpty()) {
            return;
        }
        List<String> found = new ArrayList<>();
        inspected
                .data()
                .at("/systems")
                .forEach(s -> found.add(s.at("/os/distro").asText()));

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(fixture.systems().stream()
                        .map(s -> s.split("-", 2)[0])
                        .map(s -> DISTROS.getOrDefault(s, s))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("comparable")
    void nothingIsMissingThatVirtInspectorFinds(Fixture fixture) {
        List<VirtInspector.Guest> expected =
                theirs.get(askedAbout(fixture).name()).join();
        JsonNode ours = inspected(fixture.name()).data().at("/systems");

        assertThat(ours).hasSameSizeAs(expected);
        for (VirtInspector.Guest guest : expected) {
            JsonNode system = systemAt(ours, guest.root());
            assertThat(system.at("/os/distro").asText()).isEqualTo(guest.distro());
            assertThat(system.at("/os/hostname").asText()).isEqualTo(guest.hostname());
            assertThat(system.at("/os/architecture").asText()).isEqualTo(guest.arch());
            assertThat(mountpoints(system)).containsAllEntriesOf(guest.mountpoints());
            assertThat(applications(system))
                    .containsAll(guest.applications().stream()
                            .map(FixturesTest::text)
                            .toList());
        }
    }

    private static JsonNode systemAt(JsonNode systems, String root) {
        for (JsonNode system : systems) {
            if (system.at("/root").asText().equals(root)) {
                return system;
            }
        }
        throw new AssertionError("no system at " + root + " in " + systems.findValuesAsText("root"));
    }

    private static Map<String, String> mountpoints(JsonNode system) {
        Map<String, String> mounts = new TreeMap<>();
        system.at("/mountpoints")
                .forEach(m -> mounts.put(m.at("/path").asText(), m.at("/device").asText()));
        return mounts;
    }

    private static List<String> applications(JsonNode system) {
        List<String> found = new ArrayList<>();
        system.at("/packages/packages")
                .forEach(p -> found.add(text(
                        p.at("/name").asText(),
                        p.at("/version").asText(),
                        p.at("/release").asText(),
                        p.at("/arch").asText())));
        return found;
    }

    private static String text(VirtInspector.Application a) {
        return text(a.name(), a.version(), a.release().orElse(""), a.arch().orElse(""));
    }

    /** Version and release in one: libguestfs splits a Debian version at its first hyphen, Debian at its last. */
    private static String text(String name, String version, String release, String arch) {
        return String.join(" ", name, release.isEmpty() ? version : version + "-" + release, arch);
    }

    @Test
    void whatTheMachineUsedIsMeasured() {
        Metrics used = inspected("debian12-real.qcow2").metrics().orElseThrow();

        assertThat(used.cpuSeconds().orElseThrow()).isBetween(0.5, 300.0);
        assertThat(used.peakMemoryMb().orElseThrow()).isBetween(100L, 4_000L);
        assertThat(used.diskWriteBytes().orElseThrow()).isPositive();
        assertThat(used.diskReadBytes()).isPresent();
    }

    @Test
    void lockedDiskIsUnknownWithoutItsKey() {
        JsonNode data = inspected("locked").data();

        assertThat(data.at("/verdict").asText()).isEqualTo("unknown");
        assertThat(data.at("/reasons").toString()).contains("there is no key");
    }
}

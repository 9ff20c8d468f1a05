package dev.guestkit.handlers.internal.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, and what a browser makes of it. */
class HtmlReportTest {
    private static final Instant CREATED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final String HOSTILE =
            "</td></script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";

    /** The example of the documentation. */
    private static JsonNode example() throws IOException {
        String page = Files.readString(Path.of("../../docs/inspection-result.md"));
        return new ObjectMapper().readTree(page.substring(page.indexOf("```json") + 7, page.lastIndexOf("```")));
    }

    private static String page(JsonNode report) {
        return new String(HtmlReport.of(report, "job-00000001", CREATED), UTF_8);
    }

    @Test
    void everythingThatWasFoundIsOnThePage() throws IOException {
        String page = page(example());
        for (String found : List.of(
                "debian-rich.qcow2",
                "Debian GNU/Linux 12 (bookworm)",
                "rich.example.org",
                "apache2",
                "2.4.57-2",
                "apparmor.service",
                "/bin/bash",
                "ens3",
                "192.0.2.53",
                "nftables (off)",
                "permitrootlogin",
                "postgresql",
                "5433",
                "6.1.0-18-amd64",
                "/opt/tool/bin/helper",
                "4755",
                "/srv/www/anyone-may-write",
                "/dev/sda2",
                "Europe/Berlin",
                "* * * * *")) {
            assertThat(page).contains(found);
        }
    }

    @Test
    void whatIsNotKnownIsSaid() throws IOException {
        ObjectNode report = (ObjectNode) example();
        ObjectNode system = (ObjectNode) report.at("/systems/0");
        system.remove("packages");
        system.withArray("sections_unavailable")
                .addObject()
                .put("section", "packages")
                .put("reason", "it is damaged");
        system.putObject("notes").putArray("services").add("only the first 3 of 4 are listed");

        assertThat(page(report))
                .contains("<b>unknown</b><span>packages</span>")
                .contains("not known: it is damaged", "only the first 3 of 4 are listed");
    }

    @Test
    void nothingOutsideOfThePageIsNamed() throws IOException {
        String page = page(example());
        assertThat(page).doesNotContain("http:", "https:", "url(", "@import", "src=", "<link", "<iframe");
        assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(page).results().map(m -> m.group(1)))
                .isNotEmpty()
                .allMatch(href -> href.startsWith("#"));
        assertThat(page.length()).as("bytes of a small page").isLessThan(30_000);
    }

    @Test
    void hostileTextIsTextInEveryPlace() throws IOException {
        JsonNode report = example();
        String tags = tags(page(report));
        JsonNode hostile = spoiled(report, HOSTILE + "\u202e\u0007\u2028\ufeff");
        assertThat(tags(page(hostile))).doesNotContain("img", "onerror");
        assertThat(tags(page(hostile))).hasSameSizeAs(tags).isEqualTo(tags);
    }

    /** The tags alone, without the values that come of the report. */
    private static String tags(String page) {
        return String.join(
                "\n",
                TAG.matcher(page)
                        .results()
                        .map(m -> m.group().replaceAll("\".*?\"", ""))
                        .toList());
    }

    /** The same report with this after every text but the words that decide how the page is made. */
    private static JsonNode spoiled(JsonNode node, String with) {
        if (node.isObject()) {
            ((ObjectNode) node).properties().forEach(e -> {
                if (!List.of("verdict", "kind", "covers").contains(e.getKey())) {
                    e.setValue(spoiled(e.getValue(), with));
                }
            });
        } else if (node.isArray()) {
            ArrayNode array = (ArrayNode) node;
            for (int i = 0; i < array.size(); i++) {
                array.set(i, spoiled(array.get(i), with));
            }
        }
        return node.isTextual() ? TextNode.valueOf(node.textValue() + with) : node;
    }

    @Property(tries = 300)
    void noTextIsMarkupOrObeyed(@ForAll String text) {
        String written =
                new Markup().open("p", "title", text).text(text).close().toString();
        String inner = written.substring("<p title=\"".length(), written.length() - "</p>\n".length());
        assertThat(inner.replace("\">", "")).doesNotContain("<", ">", "\"", "'");
        assertThat(inner.codePoints().filter(c -> c != '\n' && c != '\t').map(Character::getType))
                .doesNotContain(
                        (int) Character.CONTROL,
                        (int) Character.FORMAT,
                        (int) Character.SURROGATE,
                        (int) Character.LINE_SEPARATOR,
                        (int) Character.PARAGRAPH_SEPARATOR);
    }

    @Test
    void aHugeGuestMakesAPageThatABrowserShows() throws IOException {
        ObjectNode report = (ObjectNode) example();
        ArrayNode packages = (ArrayNode) report.at("/systems/0/packages/packages");
        for (int i = 0; i < 200_000; i++) {
            packages.add(packages.get(0));
        }
        String page = page(report);
        assertThat(page.length()).isLessThan(2_000_000);
        assertThat(page).contains("and 195,001 more in the result");
    }

    @Test
    void aBrowserRunsOurScriptAndNoneOfTheGuest(@TempDir Path home) throws Exception {
        Path chromium = chromium();
        Path file = Files.write(
                home.resolve("report.html"), page(spoiled(example(), HOSTILE)).getBytes(UTF_8));
        // One that a mistake of ours would let through must be stopped by the policy of the page.
        String escaped = Files.readString(file).replace("</footer>", HOSTILE + "</footer>");
        Files.writeString(file, escaped);

        Process browser = new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--user-data-dir=" + home.resolve("profile"),
                        "--virtual-time-budget=2000",
                        "--dump-dom",
                        file.toUri().toString())
                .redirectError(home.resolve("browser.log").toFile())
                .start();
        String dom = new String(browser.getInputStream().readAllBytes(), UTF_8);
        assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(dom)
                .as(Files.readString(home.resolve("browser.log")))
                .contains("<input type=\"search\" placeholder=\"Search packages\"")
                .contains("– inspection</title>")
                .doesNotContain("<title>owned");
    }

    private static Path chromium() {
        List<Path> found = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .toList();
        if (Boolean.getBoolean("guestkit.test.required")) {
            assertThat(found).as("chromium is required here; install it").isNotEmpty();
        }
        Assumptions.assumeFalse(found.isEmpty(), "SKIPPED: chromium is not installed here");
        return found.get(0);
    }
}

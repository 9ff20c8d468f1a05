package dev.guestkit.handlers.internal.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;

/**
 * The report of an inspection as one HTML file that needs nothing else and no network. Everything of the guest is escaped, and the page's own
 * policy forbids every script and style but the ones it came with, by their hashes. Thread-safe.
 */
public final class HtmlReport {
    private static final Map<String, String> VERDICTS = Map.of(
            "systems", "operating systems found",
            "none", "no operating system: every file system was read",
            "unknown", "not known: something could not be read",
            "nothing_recognised", "nothing on this disk is recognised");

    private final JsonNode report;
    private final Markup page = new Markup();

    private HtmlReport(JsonNode report) {
        this.report = report;
    }

    /**
     * Writes the page.
     *
     * @param report the data of an inspection's result
     * @param jobId which job made it
     * @param created when that job was made
     */
    public static byte[] of(JsonNode report, String jobId, Instant created) {
        return ("<!doctype html>\n" + new HtmlReport(report).page(jobId, created)).getBytes(UTF_8);
    }

    private String page(String jobId, Instant created) {
        String path = report.at("/image/path").asText();
        String name = path.substring(path.lastIndexOf('/') + 1);
        page.open("html", "lang", "en");
        head(name);
        page.open("body").open("header");
        page.element("p", "Inspection of a disk image", "class", "dim");
        page.element("h1", name);
        page.open("p").element("span", verdict(), "class", "tag " + tone()).close();
        tiles();
        contents();
        page.close().open("main");
        reasons();
        if (report.has("storage")) {
            new DiskPart(page, report.path("storage")).write();
        }
        int number = 0;
        for (JsonNode system : report.path("systems")) {
            new SystemPart(page, system).write(++number);
        }
        page.close();
        footer(path, jobId, created);
        page.raw("script", resource("report.js"));
        return page.close().close().toString();
    }

    private void head(String name) {
        String style = resource("report.css");
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + hash(style) + "; script-src "
                        + hash(resource("report.js")));
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.empty("meta", "name", "referrer", "content", "no-referrer");
        page.element("title", name + " – inspection");
        page.raw("style", style).close();
    }

    private String verdict() {
        String word = report.path("verdict").asText();
        if (word.equals("systems")) {
            return Words.plural(report.path("systems").size(), "operating system found", "operating systems found");
        }
        return VERDICTS.getOrDefault(word, word);
    }

    private String tone() {
        return switch (report.path("verdict").asText()) {
            case "systems" -> "good";
            case "unknown" -> "bad";
            default -> "warn";
        };
    }

    private void tiles() {
        page.open("div", "class", "tiles");
        tile(
                Words.size(report.at("/image/virtual_size_bytes")),
                "disk, " + report.at("/image/format").asText());
        tile(sum("/packages", "/packages/total"), "packages");
        tile(sum("/services", "/services"), "services");
        tile(sum("/accounts", "/accounts/users"), "users");
        if (Words.each(report.path("systems")).anyMatch(s -> s.has("deep_scan"))) {
            long findings = Words.each(report.path("systems"))
                    .mapToLong(s -> FindingsPart.count(s.path("deep_scan")))
                    .sum();
            tile(Words.count(findings), "findings in files");
        }
        page.close();
    }

    private void tile(String value, String what) {
        if (!value.isEmpty()) {
            page.open("div", "class", "tile")
                    .element("b", value)
                    .element("span", what)
                    .close();
        }
    }

    /** A number of all systems together; "unknown" where one of them does not have it, empty when none was asked. */
    private String sum(String section, String value) {
        JsonNode systems = report.path("systems");
        long known =
                Words.each(systems).filter(s -> !s.at(section).isMissingNode()).count();
        String name = section.substring(1);
        boolean missing = Words.each(systems)
                .anyMatch(s -> Words.each(s.path("sections_unavailable"))
                        .anyMatch(m -> m.path("section").asText().equals(name)));
        if (known == 0) {
            return missing ? "unknown" : "";
        }
        long sum = Words.each(systems)
                .map(s -> s.at(value))
                .mapToLong(v -> v.isContainerNode() ? v.size() : v.asLong())
                .sum();
        return (missing ? "≥ " : "") + Words.count(sum);
    }

    private void contents() {
        page.open("nav");
        if (report.has("storage")) {
            page.element("a", "Disk", "href", "#disk");
        }
        int number = 0;
        for (JsonNode system : report.path("systems")) {
            page.element("a", SystemPart.title(system), "href", "#system-" + ++number);
        }
        page.close();
    }

    private void reasons() {
        page.open("div", "class", "card");
        report.path("reasons").forEach(reason -> page.element("p", reason.asText()));
        JsonNode checksum = report.at("/image/checksum");
        if (checksum.path("verified").asBoolean()) {
            page.open("p", "class", "dim");
            page.text(checksum.path("algorithm").asText() + " verified"
                    + (checksum.path("covers").asText().equals("top_file") ? ", of the top file alone: " : ": "));
            page.element("code", checksum.path("value").asText()).close();
        }
        page.close();
    }

    private void footer(String path, String jobId, Instant created) {
        page.open("footer");
        page.text(path + ", changed " + report.at("/image/modified").asText("at a time that is not known") + ". Job "
                + jobId + " of " + created.truncatedTo(ChronoUnit.SECONDS) + ", by guestkit with "
                + Words.join(report.path("appliance")) + ", in "
                + Words.count(report.at("/timing/total_ms").asLong()) + " ms.");
        page.close();
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar of the handlers lacks " + name + "; was it repackaged?");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}

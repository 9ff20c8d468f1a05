package dev.guestkit.handlers.internal.html;

import com.fasterxml.jackson.databind.JsonNode;

/** What the look at every file found. */
final class FindingsPart {
    private final Markup page;
    private final JsonNode scan;

    FindingsPart(Markup page, JsonNode scan) {
        this.page = page;
        this.scan = scan;
    }

    /** How many things there are that somebody should look at. */
    static long count(JsonNode scan) {
        JsonNode counts = scan.path("counts");
        return counts.path("privileged").asLong()
                + counts.path("world_writable").asLong()
                + counts.path("unowned").asLong()
                + Words.each(scan.path("certificates"))
                        .filter(c -> c.path("expired").asBoolean())
                        .count();
    }

    void write() {
        if (!scan.isObject()) {
            return;
        }
        page.open("details", "open", "")
                .open("summary")
                .element("h3", "Findings in files")
                .element("span", Words.count(count(scan)), "class", "count")
                .close();
        JsonNode counts = scan.path("counts");
        page.element(
                "p",
                Words.plural(counts.path("files").asLong(), "file", "files") + " and "
                        + Words.plural(counts.path("directories").asLong(), "folder", "folders") + ", "
                        + Words.size(counts.path("bytes")) + " in all.",
                "class",
                "dim");
        files("Run with the rights of their owner or group", "privileged");
        files("Everybody may write", "world_writable");
        files("Of an owner without a name", "unowned");
        certificates();
        files("The largest", "largest");
        page.close();
    }

    private void files(String title, String key) {
        JsonNode files = scan.path(key);
        if (!files.isEmpty()) {
            head(title, scan.path("counts").path(key).asLong(files.size()));
            new Table()
                    .column("path", "path")
                    .column("mode", "mode")
                    .number(
                            "owner",
                            row -> row.path("uid").asText() + ":"
                                    + row.path("gid").asText())
                    .number("size", row -> Words.size(row.path("size_bytes")))
                    .column("changed", "modified")
                    .write(page, files);
        }
    }

    private void certificates() {
        JsonNode certificates = scan.path("certificates");
        if (!certificates.isEmpty()) {
            head("Certificates", certificates.size());
            new Table()
                    .column(
                            "ends",
                            row -> row.path("not_after").asText()
                                    + (row.path("expired").asBoolean() ? " – has ended" : ""))
                    .column("subject", "subject")
                    .column("issuer", "issuer")
                    .column("path", "path")
                    .write(page, certificates);
        }
    }

    private void head(String title, long count) {
        page.open("p")
                .element("b", title)
                .element("span", Words.count(count), "class", "count")
                .close();
    }
}

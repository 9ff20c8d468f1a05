package dev.guestkit.handlers.internal.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A table of records of the report. Columns in which no row has anything are left out. */
final class Table {
    /** More rows than this make a page that no browser likes; the result has them all. */
    private static final int MOST_ROWS = 5_000;

    private static final int LONGEST = 1_000;

    private final List<Column> columns = new ArrayList<>();

    private record Column(String head, boolean number, Function<JsonNode, String> cell) {}

    Table column(String head, Function<JsonNode, String> cell) {
        columns.add(new Column(head, false, cell));
        return this;
    }

    Table column(String head, String key) {
        return column(head, Words.text(key));
    }

    Table number(String head, Function<JsonNode, String> cell) {
        columns.add(new Column(head, true, cell));
        return this;
    }

    /** Writes the table. */
    void write(Markup page, JsonNode rows) {
        write(page, rows, "");
    }

    /** Writes the table with a field above it that looks for words, when {@code search} says what for. */
    void write(Markup page, JsonNode rows, String search) {
        List<JsonNode> shown = Words.each(rows).limit(MOST_ROWS).toList();
        List<Column> used = columns.stream()
                .filter(c -> shown.stream().anyMatch(row -> !c.cell().apply(row).isEmpty()))
                .toList();
        page.open("div", "class", "scroll");
        if (search.isEmpty()) {
            page.open("table");
        } else {
            page.open("table", "data-search", search);
        }
        page.open("thead").open("tr");
        used.forEach(c -> cell(page, "th", c, c.head()));
        page.close().close().open("tbody");
        shown.forEach(row -> row(page, used, row));
        page.close().close().close();
        if (rows.size() > shown.size()) {
            page.element("p", "and " + Words.count(rows.size() - shown.size()) + " more in the result", "class", "dim");
        }
    }

    private static void row(Markup page, List<Column> columns, JsonNode row) {
        page.open("tr");
        columns.forEach(c -> {
            String text = c.cell().apply(row);
            String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
            cell(page, "td", c, cut);
        });
        page.close();
    }

    private static void cell(Markup page, String element, Column column, String text) {
        if (column.number()) {
            page.element(element, text, "class", "n");
        } else {
            page.element(element, text);
        }
    }

    /** A table of names and values; those without a value are left out. */
    static void pairs(Markup page, List<String> namesAndValues) {
        page.open("table", "class", "pairs").open("tbody");
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (!namesAndValues.get(i + 1).isEmpty()) {
                page.open("tr")
                        .element("td", namesAndValues.get(i))
                        .element("td", namesAndValues.get(i + 1))
                        .close();
            }
        }
        page.close().close();
    }
}

package dev.guestkit.app.documents;

import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands on files of documents share. */
final class DocumentOptions {
    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "job",
            description = "${COMPLETION-CANDIDATES}; a series is one event a line; default ${DEFAULT-VALUE}")
    DocumentType type = DocumentType.job;

    @Option(names = "--json", description = "one line of JSON per file, in the order given")
    boolean json;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "*.yaml and *.yml are YAML, all others JSON")
    List<String> files = List.of();
}

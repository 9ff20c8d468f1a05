package dev.guestkit.handlers.internal.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The schemas of CycloneDX and SPDX, out of the jars of their own projects. */
public final class OfficialSchemas {
    private static final String CYCLONEDX = "http://cyclonedx.org/schema/";
    private static final String SPDX = "http://spdx.org/rdf/terms/2.3";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            builder -> builder.schemas(Map.of(
                    CYCLONEDX + "bom-1.6.schema.json",
                    resource("/bom-1.6.schema.json"),
                    CYCLONEDX + "spdx.schema.json",
                    resource("/spdx.schema.json"),
                    CYCLONEDX + "jsf-0.82.schema.json",
                    resource("/jsf-0.82.schema.json"),
                    SPDX,
                    resource("/resources/spdx-schema-v2.3.json"))));

    private OfficialSchemas() {}

    static String resource(String name) {
        try (InputStream in = OfficialSchemas.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What keeps a document from being CycloneDX 1.6. */
    public static List<String> cycloneDx(byte[] document) {
        return problems(CYCLONEDX + "bom-1.6.schema.json", document);
    }

    /** What keeps a document from being SPDX 2.3. */
    public static List<String> spdx(byte[] document) {
        return problems(SPDX, document);
    }

    private static List<String> problems(String id, byte[] document) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(id));
        return schema.validate(new String(document, UTF_8), InputFormat.JSON).stream()
                .map(String::valueOf)
                .toList();
    }
}

package dev.guestkit.handlers.internal.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Software bills of materials of an inspected image. The same report and job make the same bytes: times are the job's, and identifiers come
 * of the content. Thread-safe.
 */
public final class BillOfMaterials {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** RFC 4122, appendix C: the name space of URLs. */
    private static final String URLS = "6ba7b8119dad11d180b400c04fd430c8";

    private BillOfMaterials() {}

    /**
     * The bill as CycloneDX 1.6 JSON.
     *
     * @param report the data of an inspection's result
     * @param created when its job was made
     * @param version of this program, empty when unknown
     */
    public static byte[] cycloneDx(JsonNode report, Instant created, String version) {
        ObjectNode document = new CycloneDx(version).document(new BillReader().read(report, created));
        document.put("serialNumber", "urn:uuid:" + uuid(bytes(document)));
        return bytes(document);
    }

    /** The bill as SPDX 2.3 JSON; as {@link #cycloneDx}. */
    public static byte[] spdx(JsonNode report, Instant created, String version) {
        ObjectNode document = new Spdx(version).document(new BillReader().read(report, created));
        document.put("documentNamespace", "https://guestkit.dev/spdx/" + uuid(bytes(document)));
        return bytes(document);
    }

    private static byte[] bytes(JsonNode document) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name-based UUID (RFC 4122, version 5) of these bytes. */
    private static String uuid(byte[] content) {
        byte[] name =
                ("https://guestkit.dev/sha256/" + HexFormat.of().formatHex(digest("SHA-256", content))).getBytes(UTF_8);
        byte[] spaced = new byte[16 + name.length];
        System.arraycopy(HexFormat.of().parseHex(URLS), 0, spaced, 0, 16);
        System.arraycopy(name, 0, spaced, 16, name.length);
        byte[] hash = digest("SHA-1", spaced);
        hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
        String hex = HexFormat.of().formatHex(hash, 0, 16);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}

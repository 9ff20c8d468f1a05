package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Says whether two documents are the same: the SHA-256 of the RFC 8785 canonical form of the tree as it was received, without
 * {@code audit}. Immutable.
 *
 * @param hex 64 lower-case hex digits
 */
public record JobDigest(String hex) {

    /**
     * The digest of a job document as it was received.
     *
     * @throws DocumentException when the bytes are not one JSON value within the standard limits
     */
    public static JobDigest of(byte[] documentAsReceived) {
        return of(JobCodec.standard().readJobTree(documentAsReceived));
    }

    /** The digest of a job document's tree as it was received, see {@link JobCodec#readJobTree}. */
    public static JobDigest of(Json tree) {
        return sha256(Canonical.text(tree.shared(), "audit"));
    }

    /** The digest of a payload alone, by which payloads under one idempotency key are compared. */
    public static JobDigest ofPayload(Payload payload) {
        ObjectNode tree = Scalars.NODES.objectNode();
        tree.put("type", payload.type());
        tree.set("data", payload.data().shared());
        payload.unknown().forEach((key, value) -> tree.set(key, value.shared()));
        return sha256(Canonical.text((JsonNode) tree, Canonical.NOTHING));
    }

    private static JobDigest sha256(String canonical) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new JobDigest(HexFormat.of().formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}

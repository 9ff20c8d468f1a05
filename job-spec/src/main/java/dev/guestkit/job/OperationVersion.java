package dev.guestkit.job;

/**
 * An operation with the version of its payload, by which a handler is chosen.
 *
 * @param operation {@code tool.operation[.variant]}
 * @param version of the payload, from 1 on
 */
public record OperationVersion(String operation, int version) {
    /** Whether the operation has two or three parts of the protocol's characters, and the version is one. */
    public boolean isValid() {
        return Form.PAYLOAD_TYPE.fits(payloadType());
    }

    /** What {@code payload.type} says for it. */
    public String payloadType() {
        return operation + ".v" + version;
    }
}

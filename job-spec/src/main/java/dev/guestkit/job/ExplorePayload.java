package dev.guestkit.job;

import java.util.Optional;

/**
 * What a {@code guestkit.explore} job asks for, with the defaults of the protocol filled in. Immutable.
 *
 * @param action {@code ls}, {@code stat}, {@code cat}, {@code find}, {@code download}, {@code hash} or {@code grep}
 * @param path inside the guest
 * @param destination where a download goes
 */
public record ExplorePayload(
        Image image,
        String action,
        String path,
        Optional<String> pattern,
        Optional<Long> maxResults,
        Optional<String> destination) {

    /**
     * Reads the payload of a {@code guestkit.explore} job.
     *
     * @throws DocumentException with every problem when the payload is of another operation or version, or not valid
     */
    public static ExplorePayload from(Payload payload) {
        DataNode data = new DataNode(Operations.require(Operations.EXPLORE, payload));
        return new ExplorePayload(
                Image.from(data.object("image")),
                data.text("action").orElse("ls"),
                data.text("path").orElse("/"),
                data.text("pattern"),
                data.whole("max_results"),
                data.object("output").text("destination"));
    }

    /** Puts the data together. Not thread-safe. */
    public static final class Builder extends ReportDataBuilder<Builder> {
        Builder(String imagePath) {
            super(Operations.EXPLORE, imagePath);
        }

        @Override
        Builder self() {
            return this;
        }

        /** What is done, and with which path inside the guest. */
        public Builder action(String action, String path) {
            at().put("action", action).put("path", path);
            return this;
        }

        /** What {@code find} and {@code grep} look for. */
        public Builder pattern(String pattern) {
            at().put("pattern", pattern);
            return this;
        }

        /** How many findings are enough, at least 1. */
        public Builder maxResults(long most) {
            at().put("max_results", most);
            return this;
        }

        /** Where a download goes; the same as {@code output("json", destination)}, whose format says nothing of a download. */
        public Builder downloadTo(String destination) {
            return output("json", destination);
        }
    }
}

package dev.guestkit.job;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules for elements of lists.
 *
 * <p>Not said by annotations: Hibernate Validator takes time by the square of the number of violations, and a list has no
 * limit but the document's size.
 */
final class ListRules {
    private static final Pattern SHA256 = Pattern.compile(Rules.SHA256);

    private final Problems problems;

    ListRules(Problems problems) {
        this.problems = problems;
    }

    /** A list at a place in which no text may be empty. */
    void notEmpty(Optional<List<String>> list, String pointer) {
        List<String> elements = list.orElse(List.of());
        for (int i = 0; i < elements.size() && !problems.isFull(); i++) {
            if (elements.get(i).isEmpty()) {
                invalid(pointer + "/" + i, "an element must not be empty");
            }
        }
    }

    /** The artifacts of a result. */
    void artifacts(Optional<List<ArtifactDetail>> list) {
        List<ArtifactDetail> details = list.orElse(List.of());
        for (int i = 0; i < details.size() && !problems.isFull(); i++) {
            artifact(details.get(i), "/outputs/artifact_details/" + i);
        }
    }

    private void artifact(ArtifactDetail detail, String pointer) {
        if (detail.name().isEmpty()) {
            invalid(pointer + "/name", "name must not be empty");
        }
        if (detail.sizeBytes() < 0) {
            invalid(pointer + "/size_bytes", "size_bytes must be at least 0, is " + detail.sizeBytes());
        }
        if (!SHA256.matcher(detail.sha256()).matches()) {
            invalid(pointer + "/sha256", "sha256 must be 64 hex digits, is " + Text.quote(detail.sha256()));
        }
    }

    private void invalid(String pointer, String message) {
        problems.error(pointer, ProblemCodes.INVALID_VALUE, message);
    }
}

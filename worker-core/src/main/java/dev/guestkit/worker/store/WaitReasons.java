package dev.guestkit.worker.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.WaitReason;
import java.util.List;

/** Reasons of waiting as a result's {@code details}. */
final class WaitReasons {
    private WaitReasons() {}

    static Json details(List<WaitReason> reasons) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        ArrayNode waited = details.putArray("waited_for");
        for (WaitReason reason : reasons) {
            waited.addObject().put("reason", reason.kind().name()).put("message", reason.message());
        }
        return Json.of(details);
    }
}

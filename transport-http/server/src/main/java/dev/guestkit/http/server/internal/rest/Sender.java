package dev.guestkit.http.server.internal.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Caller;
import dev.guestkit.http.server.internal.route.TraceParent;
import dev.guestkit.job.Audit;
import dev.guestkit.job.Authorization;
import java.util.Map;
import java.util.Optional;

/**
 * Who sent a job, and from where: what the server knows, never what the client says.
 *
 * @param trace the span that the submission belongs to
 */
record Sender(Caller caller, String remote, Optional<TraceParent> trace) {
    static Sender of(Call call) {
        return new Sender(call.caller(), call.exchange().remote(), call.trace());
    }

    Audit audit() {
        return new Audit(
                caller.name(),
                Optional.of(remote),
                caller.name().map(name -> new Authorization(caller.method(), name, Map.of())),
                Map.of());
    }

    ObjectNode auditTree() {
        ObjectNode audit = JsonNodeFactory.instance.objectNode();
        caller.name().ifPresent(name -> audit.put("submitted_by", name));
        audit.put("submitted_from", remote);
        caller.name()
                .ifPresent(name -> audit.putObject("authorization")
                        .put("method", caller.method())
                        .put("subject", name));
        return audit;
    }
}

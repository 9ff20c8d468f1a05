package dev.guestkit.appliance.clone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The monitor of a qemu. Not thread-safe. */
final class Qmp {
    private static final int LONGEST = 1 << 20;
    private static final long POLL_MILLIS = 2;

    private final Port port;
    private long deadline;
    private final ObjectMapper mapper = new ObjectMapper();
    private final ByteBuffer buffer = ByteBuffer.allocate(8192).limit(0);

    private Qmp(Port port, long deadline) {
        this.port = port;
        this.deadline = deadline;
    }

    /** Waits for qemu; everything that is said until the limit. */
    static Qmp open(Port port, QemuProcess qemu, Duration limit) throws IOException {
        port.accept(qemu::isAlive, limit);
        Qmp qmp = new Qmp(port, System.nanoTime() + limit.toNanos());
        qmp.line();
        qmp.execute("qmp_capabilities");
        return qmp;
    }

    /** Gives a new limit to everything that is said from now on. */
    void limit(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    JsonNode execute(String command) throws IOException {
        return execute(command, JsonNodeFactory.instance.objectNode());
    }

    /**
     * Says a command.
     *
     * @throws IOException when qemu refuses it or is gone
     */
    JsonNode execute(String command, ObjectNode arguments) throws IOException {
        send(command, arguments);
        while (true) {
            JsonNode said = mapper.readTree(line());
            if (said.has("return")) {
                return said.path("return");
            }
            if (said.has("error")) {
                throw new IOException("qemu says to " + command + ": "
                        + said.path("error").path("desc").asText());
            }
        }
    }

    /** Says a command after which qemu may be gone. */
    void send(String command, ObjectNode arguments) throws IOException {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("execute", command);
        message.set("arguments", arguments);
        port.write((mapper.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8), deadline);
    }

    /** Asks until a field of the answer is another than this, and gives that. */
    String awaitOther(String query, String field, String not) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            String now = execute(query).path(field).asText();
            if (!now.equals(not) || never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return now;
            }
        }
    }

    /** What is common to saving and loading: RAM stays in its file. */
    void leaveMemoryInPlace() throws IOException {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.putArray("capabilities")
                .addObject()
                .put("capability", "x-ignore-shared")
                .put("state", true);
        execute("migrate-set-capabilities", all);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < LONGEST) {
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                if (b == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(b);
            }
            buffer.clear();
            port.read(buffer, deadline);
            buffer.flip();
        }
        throw new IOException("qemu's monitor says more than " + LONGEST + " bytes at once");
    }
}

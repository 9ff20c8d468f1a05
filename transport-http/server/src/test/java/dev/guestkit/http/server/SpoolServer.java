package dev.guestkit.http.server;

import dev.guestkit.transport.file.FileTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A server over a spool in a process of its own, which tests kill. Arguments: the spool and the port. */
final class SpoolServer {
    private SpoolServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        FileTransport store = FileTransport.builder(Path.of(arguments[0]))
                .lease(Duration.ofSeconds(2))
                .build();
        HttpListener.builder(HttpFront.builder(store).build())
                .address("127.0.0.1", Integer.parseInt(arguments[1]))
                .start();
        new CountDownLatch(1).await();
    }
}

package dev.guestkit.examples;

import dev.guestkit.transport.http.HttpTransport;
import dev.guestkit.worker.Worker;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A worker on another host: all it needs is a URL and a token. */
public final class RemoteWorker {
    private RemoteWorker() {}

    /** Works on a server's jobs until it is killed. Arguments: the server's URL, a file with the token, where images lie. */
    public static void main(String[] args) throws InterruptedException {
        try (HttpTransport server = HttpTransport.builder(URI.create(args[0]))
                        .tokenFile(Path.of(args[1]))
                        .build();
                Worker worker = start(server, Path.of(args[2]))) {
            System.out.println("worker " + worker.id() + " works on the jobs of " + args[0]);
            new CountDownLatch(1).await();
        }
    }

    static Worker start(HttpTransport server, Path images) {
        return Worker.builder(server).allowedRoot(images).pool("hypervisors").start();
    }
}

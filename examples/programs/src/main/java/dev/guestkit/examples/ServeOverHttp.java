package dev.guestkit.examples;

import dev.guestkit.http.server.HttpFront;
import dev.guestkit.http.server.HttpListener;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A worker that answers over HTTP, and a client that needs nothing but HTTP. */
public final class ServeOverHttp {
    private ServeOverHttp() {}

    /** Serves at a free port, submits an echo job there and prints what is answered. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (MemoryTransport transport = MemoryTransport.create();
                Worker worker = Worker.builder(transport).start();
                HttpFront front = HttpFront.builder(transport).worker(worker).build();
                HttpListener listener =
                        HttpListener.builder(front).address("127.0.0.1", 0).start()) {
            System.out.println(submit(listener.uri()));
        }
    }

    static String submit(URI server) throws IOException, InterruptedException {
        String job = """
                {"operation": "system.echo", "payload": {"type": "system.echo.v1", "data": "hello"}}""";
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/jobs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(job))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

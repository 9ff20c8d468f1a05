package dev.guestkit.http.server;

class JettyApiTest extends ApiContract {
    @Override
    Served serve(HttpFront front) {
        return Served.jetty(front);
    }
}

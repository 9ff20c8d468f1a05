package dev.guestkit.http.server;

class ServletApiTest extends ApiContract {
    @Override
    Served serve(HttpFront front) {
        return new ServletContainer(front, "/", "/guestkit/*", "/guestkit");
    }
}

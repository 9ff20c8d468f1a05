/** Jobs at a server: a transport like any other, over HTTP, with nothing but the JDK's client. */
@SuppressWarnings("module") // the server's module lies above this one and is not there when this one is compiled
module dev.guestkit.transport.http {
    requires static org.jspecify;
    requires transitive dev.guestkit.worker.core;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires transitive java.net.http;
    requires org.slf4j;

    exports dev.guestkit.transport.http;
    exports dev.guestkit.transport.http.internal to
            dev.guestkit.http.server;
}

/** One HTTP front for any transport: REST over an embedded Jetty, or mounted in a servlet container. */
module dev.guestkit.http.server {
    requires static org.jspecify;
    requires transitive dev.guestkit.worker.core;
    requires dev.guestkit.transport.http;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static jakarta.servlet;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;

    exports dev.guestkit.http.server;
}

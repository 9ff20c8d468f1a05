/** Jobs in a spool directory. */
module dev.guestkit.transport.file {
    requires static org.jspecify;
    requires transitive dev.guestkit.worker.core;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports dev.guestkit.transport.file;
}

/** The operations on disk images, as handlers of a worker. */
module dev.guestkit.handlers {
    requires static org.jspecify;
    requires transitive dev.guestkit.worker.core;
    requires transitive dev.guestkit.appliance;
    requires dev.guestkit.guest.facts;
    requires com.fasterxml.jackson.databind;
    requires static com.fasterxml.jackson.dataformat.yaml;
    requires static aircompressor;
    requires org.slf4j;

    exports dev.guestkit.handlers;

    provides dev.guestkit.worker.spi.JobHandler with
            dev.guestkit.handlers.InspectHandler;
    provides dev.guestkit.worker.spi.CapabilityProbe with
            dev.guestkit.handlers.internal.GuestfsProbe;
}

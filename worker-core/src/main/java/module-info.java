/** The engine of the worker, its SPI for handlers and transports, the in-memory transport and the system handlers. */
module dev.guestkit.worker.core {
    requires static org.jspecify;
    requires transitive dev.guestkit.job.spec;
    requires org.slf4j;
    requires static micrometer.core;
    requires static io.opentelemetry.api;
    requires com.fasterxml.jackson.databind;

    exports dev.guestkit.worker.spi;

    uses dev.guestkit.worker.spi.JobHandler;
}

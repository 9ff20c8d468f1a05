/** The engine of the worker, its SPI for handlers and transports, the in-memory transport and the system handlers. */
module dev.guestkit.worker.core {
    requires static org.jspecify;
    requires transitive dev.guestkit.job.spec;
    requires org.slf4j;
    requires static micrometer.core;
    requires com.fasterxml.jackson.databind;

    exports dev.guestkit.worker;
    exports dev.guestkit.worker.spi;
    exports dev.guestkit.worker.store;

    uses dev.guestkit.worker.spi.CapabilityProbe;
    uses dev.guestkit.worker.spi.JobHandler;

    provides dev.guestkit.worker.spi.JobHandler with
            dev.guestkit.worker.internal.system.SystemEcho,
            dev.guestkit.worker.internal.system.TestEcho,
            dev.guestkit.worker.internal.system.HealthCheck,
            dev.guestkit.worker.internal.system.CapabilityReport,
            dev.guestkit.worker.internal.system.Workflow;
}

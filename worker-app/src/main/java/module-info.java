/** The {@code guestkit} command. A program, no library: it exports nothing. */
module dev.guestkit.worker.app {
    requires static org.jspecify;
    requires dev.guestkit.job.spec;
    requires dev.guestkit.worker.core;
    requires dev.guestkit.transport.file;
    requires dev.guestkit.transport.http;
    requires dev.guestkit.handlers;
    requires dev.guestkit.http.server;
    requires info.picocli;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires org.slf4j;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;

    opens dev.guestkit.app to
            info.picocli;
    opens dev.guestkit.app.config to
            info.picocli;
    opens dev.guestkit.app.documents to
            info.picocli;
    opens dev.guestkit.app.doctor to
            info.picocli;
    opens dev.guestkit.app.jobs to
            info.picocli;
    opens dev.guestkit.app.worker to
            info.picocli;

    provides ch.qos.logback.classic.spi.Configurator with
            dev.guestkit.app.logging.LogConfigurator;
}

/** What authors of transports and handlers test with. */
module dev.guestkit.worker.testkit {
    requires static org.jspecify;
    requires transitive dev.guestkit.worker.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;

    exports dev.guestkit.worker.testkit;
}

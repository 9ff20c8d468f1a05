/** What authors of transports and handlers test with. */
module dev.guestkit.worker.testkit {
    requires static org.jspecify;
    requires static transitive dev.guestkit.appliance;
    requires transitive dev.guestkit.worker.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;

    exports dev.guestkit.worker.testkit;
    exports dev.guestkit.worker.testkit.guest;
}

/** Safe access to the disks of virtual machines: intake gate, checksums, and a throw-away machine that reads them. */
module dev.guestkit.appliance {
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.guestkit.appliance;
}

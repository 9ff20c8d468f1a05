/** Facts about a guest, parsed in pure Java from what lies on its disk; knows no virtual machine and no other module. */
module dev.guestkit.guest.facts {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires org.yaml.snakeyaml;

    exports dev.guestkit.guestfacts;
}

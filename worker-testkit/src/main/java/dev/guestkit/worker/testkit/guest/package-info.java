/**
 * A fake guest made of directories of the host, for tests of handlers that read disks without a virtual machine. Needs
 * {@code guestkit-appliance} beside the test kit.
 */
@NullMarked
package dev.guestkit.worker.testkit.guest;

import org.jspecify.annotations.NullMarked;

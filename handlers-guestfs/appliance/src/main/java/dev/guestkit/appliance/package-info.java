/**
 * Safe access to untrusted disk images. {@link dev.guestkit.appliance.IntakeGate} opens an image and refuses what could lead
 * anywhere else, {@link dev.guestkit.appliance.ChecksumVerifier} reads the same open file, and an {@link
 * dev.guestkit.appliance.ApplianceEngine} attaches it to a throw-away virtual machine, the only place where its content is
 * interpreted.
 */
@NullMarked
package dev.guestkit.appliance;

import org.jspecify.annotations.NullMarked;

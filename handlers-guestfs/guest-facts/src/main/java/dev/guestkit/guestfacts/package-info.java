/**
 * What a guest's disk says about the system on it.
 *
 * <p>{@link dev.guestkit.guestfacts.GuestFacts#read} turns a {@link dev.guestkit.guestfacts.GuestFiles} into
 * {@link dev.guestkit.guestfacts.SystemFacts}. Everything on the disk is hostile: reads are limited, links never lead out of
 * the guest, control characters are replaced, and what could not be read is said instead of being left out.
 */
@NullMarked
package dev.guestkit.guestfacts;

import org.jspecify.annotations.NullMarked;

/** The {@code guestkit} command: its entry, and what all of its commands share. */
@NullMarked
package dev.guestkit.app;

import org.jspecify.annotations.NullMarked;

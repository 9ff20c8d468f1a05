/** The in-memory transport. Not for use from outside. */
@NullMarked
package dev.guestkit.worker.internal.memory;

import org.jspecify.annotations.NullMarked;

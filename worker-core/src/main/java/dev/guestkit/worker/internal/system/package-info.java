/** The core's own operations. */
@NullMarked
package dev.guestkit.worker.internal.system;

import org.jspecify.annotations.NullMarked;

/** Directories that look like guests, and a job without a worker. */
@NullMarked
package dev.guestkit.handlers.fake;

import org.jspecify.annotations.NullMarked;

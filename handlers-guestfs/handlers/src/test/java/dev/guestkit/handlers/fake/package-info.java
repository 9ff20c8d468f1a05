/** A guest that is a directory of the host, and a job without a worker. */
@NullMarked
package dev.guestkit.handlers.fake;

import org.jspecify.annotations.NullMarked;

/** The worker, its builder and its listeners. */
@NullMarked
package dev.guestkit.worker;

import org.jspecify.annotations.NullMarked;

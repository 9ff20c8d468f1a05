/** One idea per small program. */
@NullMarked
package dev.guestkit.examples;

import org.jspecify.annotations.NullMarked;

/** Tests of the operations. */
@NullMarked
package dev.guestkit.handlers;

import org.jspecify.annotations.NullMarked;

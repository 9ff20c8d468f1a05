/** Tests of the parts. */
@NullMarked
package dev.guestkit.handlers.internal;

import org.jspecify.annotations.NullMarked;

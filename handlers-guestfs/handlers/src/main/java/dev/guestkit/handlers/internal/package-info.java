/** How the operations work. Nothing here is for use by others. */
@NullMarked
package dev.guestkit.handlers.internal;

import org.jspecify.annotations.NullMarked;

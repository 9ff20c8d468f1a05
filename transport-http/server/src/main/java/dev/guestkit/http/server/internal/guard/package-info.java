/** Who may come in. */
@NullMarked
package dev.guestkit.http.server.internal.guard;

import org.jspecify.annotations.NullMarked;

/** How the server and what it stands before are. */
@NullMarked
package dev.guestkit.http.server.internal.health;

import org.jspecify.annotations.NullMarked;

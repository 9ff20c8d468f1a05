/** The HTTP front of a transport. */
@NullMarked
package dev.guestkit.http.server;

import org.jspecify.annotations.NullMarked;

/** The embedded Jetty. */
@NullMarked
package dev.guestkit.http.server.internal.jetty;

import org.jspecify.annotations.NullMarked;

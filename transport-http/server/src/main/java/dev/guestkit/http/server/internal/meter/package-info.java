/** What the server counts. */
@NullMarked
package dev.guestkit.http.server.internal.meter;

import org.jspecify.annotations.NullMarked;

/** What workers and transports on other hosts talk to. */
@NullMarked
package dev.guestkit.http.server.internal.remote;

import org.jspecify.annotations.NullMarked;

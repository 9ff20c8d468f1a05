/** What both ends of the wire agree on; no API. */
@NullMarked
package dev.guestkit.transport.http.internal;

import org.jspecify.annotations.NullMarked;

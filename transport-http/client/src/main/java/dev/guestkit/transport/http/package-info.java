/** A transport over HTTP. */
@NullMarked
package dev.guestkit.transport.http;

import org.jspecify.annotations.NullMarked;

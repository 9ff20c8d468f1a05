/** What handlers and transports are written against. */
@NullMarked
package dev.guestkit.worker.spi;

import org.jspecify.annotations.NullMarked;

/** A clock turned by hand, the contracts of transports and handlers as tests, and helpers for both. */
@NullMarked
package dev.guestkit.worker.testkit;

import org.jspecify.annotations.NullMarked;

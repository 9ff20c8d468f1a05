/** The engine's insides: no API, may change at any time. */
@NullMarked
package dev.guestkit.worker.internal;

import org.jspecify.annotations.NullMarked;

/** The management API of a distributed execution system: a second view of the same queue, workers and workflows. */
@NullMarked
package dev.guestkit.http.server.internal.manage;

import org.jspecify.annotations.NullMarked;

/** Events of jobs as they happen. */
@NullMarked
package dev.guestkit.http.server.internal.stream;

import org.jspecify.annotations.NullMarked;

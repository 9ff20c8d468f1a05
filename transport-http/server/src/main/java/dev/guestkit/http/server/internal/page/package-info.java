/** The page to watch jobs on. */
@NullMarked
package dev.guestkit.http.server.internal.page;

import org.jspecify.annotations.NullMarked;

/** Requests and answers that know no server, and how the ones lead to the others. */
@NullMarked
package dev.guestkit.http.server.internal.route;

import org.jspecify.annotations.NullMarked;

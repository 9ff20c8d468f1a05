/** The mount in servlet containers. */
@NullMarked
package dev.guestkit.http.server.internal.servlet;

import org.jspecify.annotations.NullMarked;

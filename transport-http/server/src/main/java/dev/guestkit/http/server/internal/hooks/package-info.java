/** Webhooks of forges that become jobs, and the view of those jobs. */
@NullMarked
package dev.guestkit.http.server.internal.hooks;

import org.jspecify.annotations.NullMarked;

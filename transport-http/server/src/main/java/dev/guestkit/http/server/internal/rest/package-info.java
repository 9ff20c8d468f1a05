/** The REST API; no API of ours for programs. */
@NullMarked
package dev.guestkit.http.server.internal.rest;

import org.jspecify.annotations.NullMarked;

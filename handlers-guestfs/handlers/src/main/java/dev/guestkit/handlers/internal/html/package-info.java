/** The report of an inspection as a page for people. */
@NullMarked
package dev.guestkit.handlers.internal.html;

import org.jspecify.annotations.NullMarked;

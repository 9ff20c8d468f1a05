/** The commands that work on jobs in a spool. */
@NullMarked
package dev.guestkit.app.jobs;

import org.jspecify.annotations.NullMarked;

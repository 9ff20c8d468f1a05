/** How the command logs: to the error stream, without a configuration file. */
@NullMarked
package dev.guestkit.app.logging;

import org.jspecify.annotations.NullMarked;

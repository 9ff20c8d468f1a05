/** The commands that run jobs in this process: the daemon and the one-shot inspection. */
@NullMarked
package dev.guestkit.app.worker;

import org.jspecify.annotations.NullMarked;

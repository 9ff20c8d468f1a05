/**
 * What runs in the child process: the only code that loads the native libguestfs binding. It depends on nothing but the
 * JDK, because it is carried as one small jar and started alone.
 */
@NullMarked
package dev.guestkit.appliance.child;

import org.jspecify.annotations.NullMarked;

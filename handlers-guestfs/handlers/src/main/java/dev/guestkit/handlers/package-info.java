/**
 * The operations on disk images. {@link dev.guestkit.handlers.InspectHandler} says everything about what is on a disk;
 * {@link dev.guestkit.handlers.KeyProvider} is how an application hands over the keys of encrypted ones.
 */
@NullMarked
package dev.guestkit.handlers;

import org.jspecify.annotations.NullMarked;

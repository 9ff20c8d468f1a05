/** A handler in a jar of its own: put it into the directory that {@code guestkit daemon --plugins} names. */
@NullMarked
package com.example.greet;

import org.jspecify.annotations.NullMarked;

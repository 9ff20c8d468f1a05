@NullMarked
package dev.guestkit.guestfacts;

import org.jspecify.annotations.NullMarked;

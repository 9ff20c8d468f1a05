@NullMarked
package dev.guestkit.guestfacts.internal.windows;

import org.jspecify.annotations.NullMarked;

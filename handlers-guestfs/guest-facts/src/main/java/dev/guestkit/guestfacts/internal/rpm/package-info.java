@NullMarked
package dev.guestkit.guestfacts.internal.rpm;

import org.jspecify.annotations.NullMarked;

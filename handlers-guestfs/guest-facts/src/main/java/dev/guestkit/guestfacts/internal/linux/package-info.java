@NullMarked
package dev.guestkit.guestfacts.internal.linux;

import org.jspecify.annotations.NullMarked;

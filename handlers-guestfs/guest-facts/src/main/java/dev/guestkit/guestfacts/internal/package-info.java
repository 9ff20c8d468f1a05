@NullMarked
package dev.guestkit.guestfacts.internal;

import org.jspecify.annotations.NullMarked;

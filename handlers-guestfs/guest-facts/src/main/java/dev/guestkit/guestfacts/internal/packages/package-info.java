@NullMarked
package dev.guestkit.guestfacts.internal.packages;

import org.jspecify.annotations.NullMarked;

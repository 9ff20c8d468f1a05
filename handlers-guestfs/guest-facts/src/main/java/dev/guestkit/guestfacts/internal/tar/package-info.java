@NullMarked
package dev.guestkit.guestfacts.internal.tar;

import org.jspecify.annotations.NullMarked;

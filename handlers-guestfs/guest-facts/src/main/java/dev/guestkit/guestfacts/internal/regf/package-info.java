@NullMarked
package dev.guestkit.guestfacts.internal.regf;

import org.jspecify.annotations.NullMarked;

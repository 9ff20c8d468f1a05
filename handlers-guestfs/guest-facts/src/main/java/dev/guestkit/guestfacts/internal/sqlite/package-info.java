@NullMarked
package dev.guestkit.guestfacts.internal.sqlite;

import org.jspecify.annotations.NullMarked;

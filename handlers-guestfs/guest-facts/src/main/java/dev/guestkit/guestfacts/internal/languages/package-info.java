/** Readers of what the package managers of programming languages leave on a disk. */
@NullMarked
package dev.guestkit.guestfacts.internal.languages;

import org.jspecify.annotations.NullMarked;

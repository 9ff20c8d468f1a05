/** The floors of the file transport. */
@NullMarked
package dev.guestkit.benchmarks.file;

import org.jspecify.annotations.NullMarked;

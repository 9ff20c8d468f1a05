/** Measures what reading disk images costs, beside the tools that people use for it today. */
@NullMarked
package dev.guestkit.benchmarks.guestfs;

import org.jspecify.annotations.NullMarked;

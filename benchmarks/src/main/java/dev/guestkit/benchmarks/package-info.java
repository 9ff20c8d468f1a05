/** Measures every promised floor, ours beside a reference in one run. */
@NullMarked
package dev.guestkit.benchmarks;

import org.jspecify.annotations.NullMarked;

/** The floors of the worker on the in-memory transport. */
@NullMarked
package dev.guestkit.benchmarks.worker;

import org.jspecify.annotations.NullMarked;

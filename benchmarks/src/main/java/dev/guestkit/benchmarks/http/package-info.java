/** The HTTP front beside a bare handler of the same server. */
@NullMarked
package dev.guestkit.benchmarks.http;

import org.jspecify.annotations.NullMarked;

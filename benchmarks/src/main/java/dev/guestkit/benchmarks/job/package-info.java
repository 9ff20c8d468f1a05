/** What reading and judging a job document costs. */
@NullMarked
package dev.guestkit.benchmarks.job;

import org.jspecify.annotations.NullMarked;

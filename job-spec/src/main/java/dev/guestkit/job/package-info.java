/**
 * The job protocol v1.0 as immutable values.
 *
 * <p>Records of the wire never throw on bad values, so that {@link dev.guestkit.job.JobValidator} can see and report
 * them; an optional key is an {@link java.util.Optional} component that stays empty when the key was absent. Keys that the
 * protocol does not know are kept, at every level, in the component {@code unknown}.
 */
@NullMarked
package dev.guestkit.job;

import org.jspecify.annotations.NullMarked;

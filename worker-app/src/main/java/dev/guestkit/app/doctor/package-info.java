/** {@code guestkit doctor}: why it will not start or will be slow here. */
@NullMarked
package dev.guestkit.app.doctor;

import org.jspecify.annotations.NullMarked;

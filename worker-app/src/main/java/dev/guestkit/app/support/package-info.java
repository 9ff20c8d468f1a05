/** What a person who helps with a job needs to see, without what nobody may. */
@NullMarked
package dev.guestkit.app.support;

import org.jspecify.annotations.NullMarked;

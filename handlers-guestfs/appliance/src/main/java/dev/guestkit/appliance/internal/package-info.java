/** Not exported: may change at any time. */
@NullMarked
package dev.guestkit.appliance.internal;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.guestkit.appliance.clone;

import org.jspecify.annotations.NullMarked;

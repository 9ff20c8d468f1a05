@NullMarked
package dev.guestkit.appliance;

import org.jspecify.annotations.NullMarked;

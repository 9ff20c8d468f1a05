/** The fast way to a machine: a frozen template, of which each job gets a private copy. */
@NullMarked
package dev.guestkit.appliance.clone;

import org.jspecify.annotations.NullMarked;

/** Configuration: defaults, then YAML, then the environment, then flags; checked as a whole, each value with its origin. */
@NullMarked
package dev.guestkit.app.config;

import org.jspecify.annotations.NullMarked;

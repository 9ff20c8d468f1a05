@NullMarked
package dev.guestkit.handlers.internal.html;

import org.jspecify.annotations.NullMarked;

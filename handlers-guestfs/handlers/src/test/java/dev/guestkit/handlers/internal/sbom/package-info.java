@NullMarked
package dev.guestkit.handlers.internal.sbom;

import org.jspecify.annotations.NullMarked;

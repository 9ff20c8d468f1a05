/** Bills of materials out of the report of an inspection. */
@NullMarked
package dev.guestkit.handlers.internal.sbom;

import org.jspecify.annotations.NullMarked;

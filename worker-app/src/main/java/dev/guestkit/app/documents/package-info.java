/** The commands that judge and rewrite documents in files. */
@NullMarked
package dev.guestkit.app.documents;

import org.jspecify.annotations.NullMarked;

/** A durable place for jobs in a directory, where people can {@code mv} a job in and {@code cat} its result. */
@NullMarked
package dev.guestkit.transport.file;

import org.jspecify.annotations.NullMarked;

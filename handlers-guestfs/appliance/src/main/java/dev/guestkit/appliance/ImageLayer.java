package dev.guestkit.appliance;

import java.nio.file.Path;

/**
 * One file of an image.
 *
 * @param path canonical path when it was opened
 * @param format {@code qcow2}, {@code raw} and so on, in the words of the job protocol
 * @param identity when it was opened
 */
public record ImageLayer(Path path, String format, FileIdentity identity) {}

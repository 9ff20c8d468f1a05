package dev.guestkit.appliance;

import java.time.Instant;

/**
 * Which file it is and in which state: two equal identities mean that nobody wrote to it or replaced it in between (as far as a
 * file system's times tell).
 *
 * @param device number of the file system
 * @param inode number within it
 * @param sizeBytes length; of a block device its size
 * @param modified last change of the content
 * @param changed last change of the inode
 */
public record FileIdentity(long device, long inode, long sizeBytes, Instant modified, Instant changed) {}

package dev.guestkit.appliance;

/**
 * Space in a file system.
 *
 * @param sizeBytes in all
 * @param freeBytes free, those reserved for root included
 * @param availableBytes free for everybody
 * @param files inodes in all, 0 where the file system has no limit
 * @param freeFiles inodes free
 */
public record FilesystemUsage(long sizeBytes, long freeBytes, long availableBytes, long files, long freeFiles) {}

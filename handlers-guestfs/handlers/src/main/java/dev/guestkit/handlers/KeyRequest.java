package dev.guestkit.handlers;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which device needs a key.
 *
 * @param jobId the job that meets it
 * @param image the image it lies in, its real path
 * @param device its name inside the appliance, such as {@code /dev/sda2}
 * @param uuid its LUKS UUID, when its header has a readable one; written by the guest, so not to be trusted as a name of a file
 */
public record KeyRequest(String jobId, Path image, String device, Optional<String> uuid) {}

package dev.guestkit.appliance.internal;

import java.util.List;

/** Names of images for qemu that leave nothing to guess: each layer with its driver, and nothing below the last one. */
public final class BlockNode {
    private static final String PREFIX = "json:";

    private BlockNode() {}

    /** An image of several layers, the top first, as a name of a file. */
    public static String of(List<VettedDisk.Layer> layers) {
        return PREFIX + node(layers, 0);
    }

    /** One layer without what its header says is below. */
    static String alone(String driver, String file, boolean blockDevice) {
        return of(List.of(new VettedDisk.Layer(driver, file, blockDevice)));
    }

    /** The same as an argument of qemu. */
    public static String json(List<VettedDisk.Layer> layers) {
        return node(layers, 0);
    }

    private static String node(List<VettedDisk.Layer> layers, int at) {
        VettedDisk.Layer layer = layers.get(at);
        String below = "";
        if (layer.driver().equals("qcow2") || layer.driver().equals("vmdk")) {
            below = ",\"backing\":" + (at + 1 < layers.size() ? node(layers, at + 1) : "null");
        }
        return "{\"driver\":\"" + layer.driver() + "\",\"file\":{\"driver\":\""
                + (layer.blockDevice() ? "host_device" : "file") + "\",\"filename\":" + quoted(layer.file()) + "}"
                + below + "}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}

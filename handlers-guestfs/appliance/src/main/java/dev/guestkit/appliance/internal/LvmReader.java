package dev.guestkit.appliance.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.appliance.Storage.VolumeGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code lvm fullreport --reportformat json}. */
final class LvmReader {
    private final List<VolumeGroup> groups = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    static LvmReader read(ObjectMapper mapper, String json) throws JsonProcessingException {
        LvmReader reader = new LvmReader();
        if (!json.isBlank()) {
            mapper.readTree(json).path("report").forEach(reader::group);
        }
        return reader;
    }

    private void group(JsonNode report) {
        List<String> logical = new ArrayList<>();
        report.path("lv").forEach(lv -> {
            String path = lv.path("lv_path").asText("");
            if (!path.isEmpty()) {
                names.put(lv.path("lv_dm_path").asText(""), path);
                logical.add(path);
            }
        });
        List<String> physical = new ArrayList<>();
        report.path("pv").forEach(pv -> physical.add(pv.path("pv_name").asText("")));
        for (JsonNode vg : report.path("vg")) {
            groups.add(new VolumeGroup(
                    vg.path("vg_name").asText(""),
                    vg.path("vg_uuid").asText(""),
                    vg.path("vg_size").asLong(),
                    vg.path("vg_free").asLong(),
                    physical,
                    logical,
                    vg.path("vg_partial").asText("").isEmpty()
                            && vg.path("vg_missing_pv_count").asLong() == 0));
        }
    }

    List<VolumeGroup> groups() {
        return groups;
    }

    /** The name that people use for a logical volume; any other device as it is. */
    String device(String path) {
        return names.getOrDefault(path, path);
    }

    List<String> problems(String complaints) {
        List<String> problems = new ArrayList<>();
        complaints
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .limit(20)
                .forEach(line -> problems.add("LVM: " + Text.shown(line)));
        for (VolumeGroup group : groups) {
            if (!group.complete()) {
                problems.add("the volume group " + Text.shown(group.name()) + " is not complete");
            }
        }
        return problems;
    }
}

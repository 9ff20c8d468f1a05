package dev.guestkit.appliance.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts that end with a certain byte, as the scripts print them. */
final class Records {
    private Records() {}

    static List<String> split(byte[] answer) {
        return split(answer, (byte) 0);
    }

    static List<String> split(byte[] answer, byte end) {
        return split(answer, end, StandardCharsets.UTF_8);
    }

    static List<String> split(byte[] answer, byte end, Charset names) {
        List<String> records = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < answer.length; i++) {
            if (answer[i] == end) {
                records.add(new String(answer, from, i - from, names));
                from = i + 1;
            }
        }
        return records;
    }
}

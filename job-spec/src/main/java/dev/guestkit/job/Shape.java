package dev.guestkit.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a JSON value inside {@code payload.data} may be. {@link ShapeCheck} judges by it, and the published schema is made of
 * it, so that both say the same.
 */
sealed interface Shape {
    Shape ANYTHING = new Anything();
    Shape ANY_OBJECT = new Members(Map.of());
    Shape TEXT = new Text(0);
    Shape PATH = new Text(1);
    Shape NAME = new Text(1);
    Shape FLAG = new Flag();
    Shape CHECKSUM = new Digest();

    /** Any JSON, null among it. */
    record Anything() implements Shape {}

    /** A string of at least so many characters. */
    record Text(int shortest) implements Shape {}

    record Flag() implements Shape {}

    /** An integer. */
    record Whole(long least) implements Shape {}

    /** One of these strings, or also a boolean. */
    record Choice(List<String> values, boolean orFlag) implements Shape {}

    /** The text of an image's checksum. */
    record Digest() implements Shape {}

    record Elements(Shape each, int least) implements Shape {}

    /** An object with these members; others are let be. */
    record Members(Map<String, Member> members) implements Shape {
        Members with(String name, Shape shape) {
            return and(name, new Member(shape, false));
        }

        Members needs(String name, Shape shape) {
            return and(name, new Member(shape, true));
        }

        private Members and(String name, Member member) {
            Map<String, Member> more = new LinkedHashMap<>(members);
            more.put(name, member);
            return new Members(more);
        }
    }

    record Member(Shape shape, boolean required) {}

    /** An object whose {@code type} decides what its {@code options} may be; other types have any options. */
    record Typed(Map<String, Members> options) implements Shape {}

    /** Exactly one of two sets of members, complete; told apart by the required keys. */
    record Either(Members first, Members second) implements Shape {}

    static Members object() {
        return new Members(Map.of());
    }

    static Shape choice(String... values) {
        return new Choice(List.of(values), false);
    }

    static Shape choiceOrFlag(String... values) {
        return new Choice(List.of(values), true);
    }

    static Shape list(Shape each, int least) {
        return new Elements(each, least);
    }

    static Shape atLeast(long least) {
        return new Whole(least);
    }

    static Members flags(String... names) {
        Members flags = object();
        for (String name : names) {
            flags = flags.with(name, FLAG);
        }
        return flags;
    }
}

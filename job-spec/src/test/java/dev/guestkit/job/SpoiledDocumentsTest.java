package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Documents spoiled at random, by bytes and by values: each gets a report or is still valid. */
class SpoiledDocumentsTest {
    private final List<DocumentKind<?>> kinds = DocumentKind.all();

    /** One change of bytes, at so many thousandths of the length; a value is one of {@link DocumentKind#VALUES}. */
    private record Edit(Type type, int place, int length, byte single, int value) {
        enum Type {
            INSERT,
            OVERWRITE,
            DELETE,
            REPEAT,
            VALUE
        }

        byte[] of(byte[] bytes) {
            if (bytes.length == 0) {
                return bytes;
            }
            int at = (int) ((long) bytes.length * place / 1000);
            int to = Math.min(bytes.length, at + length);
            byte[] head = Arrays.copyOf(bytes, at);
            byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
            byte[] rest = Arrays.copyOfRange(bytes, to, bytes.length);
            return switch (type) {
                case INSERT -> join(head, new byte[] {single}, tail);
                case OVERWRITE -> join(head, new byte[] {single}, Arrays.copyOfRange(tail, 1, tail.length));
                case DELETE -> join(head, rest);
                case REPEAT -> join(head, Arrays.copyOfRange(bytes, at, to), tail);
                case VALUE -> join(head, Docs.bytes(DocumentKind.VALUES.get(value)), rest);
            };
        }

        private static byte[] join(byte[]... parts) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                out.writeBytes(part);
            }
            return out.toByteArray();
        }
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        return Combinators.combine(
                        Arbitraries.of(Edit.Type.class),
                        Arbitraries.integers().between(0, 999),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.bytes(),
                        Arbitraries.integers().between(0, DocumentKind.VALUES.size() - 1))
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    @Property
    void anyBytesMaySpoilTheDocumentAndNothingElse(@ForAll("edits") List<Edit> edits) {
        for (DocumentKind<?> kind : kinds) {
            byte[] bytes = Docs.bytes(kind.sample());
            for (Edit edit : edits) {
                bytes = edit.of(bytes);
            }
            kind.survive(bytes);
        }
    }

    /** Anything from a scalar to a tree, at any place of any kind of document. */
    @Property
    void anyValueOfAnotherTypeIsReportedOrLetBe(
            @ForAll int kindSeed, @ForAll int placeSeed, @ForAll("values") Json value) {
        DocumentKind<?> kind = kinds.get(Math.floorMod(kindSeed, kinds.size()));
        List<String> places = Docs.places(Docs.tree(kind.sample()));
        String place = places.get(Math.floorMod(placeSeed, places.size()));
        ValidationReport report = kind.survive(Docs.raw(kind.sample(), place, value.toString()));
        if (place.equals("/job_id") && value.toNode().getNodeType() != JsonNodeType.STRING) {
            assertThat(Docs.problems(report)).contains((value.isNull() ? "MISSING " : "WRONG_TYPE ") + place);
        }
    }

    @Provide
    Arbitrary<Json> values() {
        return Arbitraries.randomValue(RandomJson::next);
    }
}

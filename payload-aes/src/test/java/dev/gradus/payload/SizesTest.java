package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.cose.EnvelopeLayout;
import dev.gradus.payload.cose.MessageName;
import dev.gradus.payload.cose.ProtectedHeaderWriter;
import dev.gradus.payload.cose.Segments;
import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import dev.gradus.spi.Role;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the table of sizes in the page about the wire format true. */
class SizesTest {

    private static final Path PAGE = Path.of("..", "docs", "wire-format.md");
    private static final Pattern ROW = Pattern.compile("\\| (\\S+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| "
            + "(live|(?:retained, )?segments of \\d+|retained) \\| (\\d+) \\|");
    private static final int MOST_BEFORE = 300;

    static Stream<Row> rows() throws Exception {
        return Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(
                        Algorithm.ofName(row.group(1)).orElseThrow(),
                        List.of(row.group(2), row.group(3), row.group(4), row.group(5), row.group(7)).stream()
                                .map(Long::valueOf)
                                .toList(),
                        row.group(6)));
    }

    @Test
    void table_allRows_areRead() throws Exception {
        assertThat(rows()).hasSize(35);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void layout_row_hasItsOverhead(Row row) {
        ProtectedHeaderWriter writer = ProtectedHeaderWriter.of(row.attributes());
        Optional<Segments> cut = row.segments();
        byte[] header =
                cut.map(writer::segments).orElse(writer).encode(row.algorithm().code());
        long ciphertext = cut.map(
                        segments -> segments.ciphertextBytes(row.algorithm().tagSizeBytes()))
                .orElse((long) row.payload() + row.algorithm().tagSizeBytes());
        MessageName name = new MessageName(new byte[row.keyId()], new byte[14 + row.sender()], row.number());

        assertThat(new EnvelopeLayout(header, name, ciphertext).sizeBytes() - row.payload())
                .isEqualTo(row.overhead());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void seal_row_hasItsOverhead(Row row) throws Exception {
        if (row.number() > MOST_BEFORE) {
            return; // The layout alone is checked.
        }
        EnvelopeSession sealer = row.sealer();
        for (int i = 0; i < row.number(); i++) {
            sealer.seal(Example.TOPIC, new byte[0]);
        }

        assertThat(row.sealedBy(sealer).length - row.payload()).isEqualTo(row.overhead());
    }

    record Row(Algorithm algorithm, List<Long> numbers, String form) {

        int keyId() {
            return numbers.get(0).intValue();
        }

        int sender() {
            return numbers.get(1).intValue();
        }

        long number() {
            return numbers.get(2);
        }

        int payload() {
            return numbers.get(3).intValue();
        }

        long overhead() {
            return numbers.get(4);
        }

        private int segmentBytes() {
            return form.contains("segments") ? Integer.parseInt(form.substring(form.lastIndexOf(' ') + 1)) : 0;
        }

        Optional<Segments> segments() {
            return segmentBytes() == 0 ? Optional.empty() : Optional.of(new Segments(segmentBytes(), payload()));
        }

        /** A time of today takes four bytes. */
        Attributes attributes() {
            return form.startsWith("retained")
                    ? Attributes.builder(MessageKind.RETAINED)
                            .created(Example.TIME)
                            .build()
                    : Attributes.live();
        }

        EnvelopeSession sealer() {
            NewKeyBuilder key = NewKey.derived(algorithm.coseName()).id("a1".repeat(keyId()));
            try (NewKey made = (algorithm.shortTag() ? key.allowShortTag() : key).build()) {
                PayloadEncryptionBuilder builder = PayloadEncryption.builder(Keyset.of(made));
                if (segmentBytes() > 0) {
                    builder.segments(segmentBytes());
                }
                return builder.build(Example.insecureEnvironment()).session("s".repeat(sender()), Role.PUBLISHER);
            }
        }

        byte[] sealedBy(EnvelopeSession sealer) throws Exception {
            if (segmentBytes() == 0) {
                return sealer.seal(Example.TOPIC, new byte[payload()], attributes());
            }
            ByteArrayOutputStream envelope = new ByteArrayOutputStream();
            try (OutputStream out = sealer.sealInto(envelope, Example.TOPIC, payload(), attributes())) {
                out.write(new byte[payload()]);
            }
            return envelope.toByteArray();
        }

        @Override
        public String toString() {
            return algorithm.coseName() + " " + form + " " + Arrays.toString(numbers.toArray());
        }
    }
}

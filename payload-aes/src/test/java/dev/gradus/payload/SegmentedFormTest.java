package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.security.Attributes;
import dev.gradus.security.Mark;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in segments: sealed whole or as a stream, opened whole or into a sink. */
class SegmentedFormTest {

    private static final int SEGMENT = 256;

    private final EnvelopeSession sealer = session(SEGMENT, 0);
    private final EnvelopeSession opener = Example.opener();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 511, 512, 513, 10_000})
    void open_streamed_givesPlaintext(int size) throws IOException {
        byte[] plaintext = random(size);

        byte[] envelope = streamed(sealer, plaintext, 100);

        Opened opened = opener.open(Example.TOPIC, envelope);
        assertThat(((Opened.Accepted) opened).plaintext()).isEqualTo(plaintext);
        assertThat(opened.outcome()).isEqualTo(Outcome.FRESH);
    }

    @ParameterizedTest
    @CsvSource({"256,false", "257,true", "10000,true"})
    void seal_longerThanSegment_isSegmented(int size, boolean segmented) throws Exception {
        byte[] plaintext = random(size);

        byte[] envelope = sealer.seal(Example.TOPIC, plaintext);

        Envelope parsed = EnvelopeParser.parse(envelope);
        assertThat(parsed.header().segments().isPresent()).isEqualTo(segmented);
        assertThat(((Opened.Accepted) opener.open(Example.TOPIC, envelope)).plaintext())
                .isEqualTo(plaintext);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256, 257, 5_000})
    void openInto_anySize_commitsWholePlaintext(int size) throws IOException {
        byte[] plaintext = random(size);
        Sink sink = new Sink();

        Opened opened = opener.openInto(sink, Example.TOPIC, in(streamed(sealer, plaintext, 64)));

        assertThat(opened.outcome()).isEqualTo(Outcome.FRESH);
        assertThat(sink.bytes.toByteArray()).isEqualTo(plaintext);
        assertThat(sink.end).isEqualTo("committed");
    }

    @Test
    void openInto_wholeForm_commitsWholePlaintext() throws IOException {
        Sink sink = new Sink();

        Opened opened = opener.openInto(sink, Example.TOPIC, in(sealer.seal(Example.TOPIC, random(100))));

        assertThat(opened.outcome()).isEqualTo(Outcome.FRESH);
        assertThat(sink.bytes.toByteArray()).isEqualTo(random(100));
        assertThat(sink.end).isEqualTo("committed");
    }

    @ParameterizedTest
    @CsvSource({"0,100", "1,100", "256,100", "1000,100", "1000,1000", "700,2", "512,256", "3000,4000"})
    void padded_anyForm_isUnpadded(int size, int multiple) throws IOException {
        EnvelopeSession padding = session(SEGMENT, multiple);
        byte[] plaintext = zerosAndMarks(size);
        byte[] whole = padding.seal(Example.TOPIC, plaintext);
        byte[] stream = streamed(padding, plaintext, 77);
        Sink sink = new Sink();

        assertThat(((Opened.Accepted) opener.open(Example.TOPIC, whole)).plaintext())
                .isEqualTo(plaintext);
        assertThat(opener.openInto(sink, Example.TOPIC, in(stream)).outcome()).isEqualTo(Outcome.FRESH);
        assertThat(sink.bytes.toByteArray()).isEqualTo(plaintext);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 300})
    void openInto_anyBitOfLastSegmentFlipped_aborts(int fromEnd) throws IOException {
        byte[] envelope = streamed(sealer, random(1_000), 100);
        byte[] flipped = envelope.clone();
        flipped[flipped.length - 1 - fromEnd] ^= 1;
        Sink sink = new Sink();

        Opened opened = opener.openInto(sink, Example.TOPIC, in(flipped));

        assertThat(opened.outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
        assertThat(sink.end).isEqualTo("aborted");
        Sink again = new Sink();
        Opened.Accepted real = (Opened.Accepted) opener.openInto(again, Example.TOPIC, in(envelope));
        assertThat(real.provenance().marks()).contains(Mark.POSSIBLY_REPEATED);
        assertThat(again.end).isEqualTo("committed");
    }

    @Test
    void open_segmentsExchangedOrCut_isRefused() throws IOException {
        byte[] envelope = streamed(sealer, random(3 * SEGMENT), 100);
        int sealed = SEGMENT + 16;
        int from = envelope.length - 3 * sealed;
        byte[] exchanged = envelope.clone();
        System.arraycopy(envelope, from, exchanged, from + sealed, sealed);
        System.arraycopy(envelope, from + sealed, exchanged, from, sealed);
        byte[] cut = Arrays.copyOf(envelope, envelope.length - sealed);

        assertThat(opener.open(Example.TOPIC, exchanged).outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
        assertThat(opener.open(Example.TOPIC, cut).outcome()).isEqualTo(Outcome.MALFORMED);
        assertThat(opener.open(Example.TOPIC, envelope).outcome()).isEqualTo(Outcome.FRESH);
    }

    @Test
    void openInto_truncatedAnywhere_abortsAndIsMalformed() throws IOException {
        byte[] envelope = streamed(sealer, random(600), 100);
        for (int length = 0; length < envelope.length; length += 7) {
            Sink sink = new Sink();

            Opened opened = opener.openInto(sink, Example.TOPIC, in(Arrays.copyOf(envelope, length)));

            assertThat(opened.outcome()).as("%d bytes", length).isEqualTo(Outcome.MALFORMED);
            assertThat(sink.end).isEqualTo("aborted");
        }
    }

    @Test
    void openInto_bytesAfterEnvelope_isMalformed() throws IOException {
        byte[] envelope = streamed(sealer, random(600), 100);
        Sink sink = new Sink();

        assertThat(opener.openInto(sink, Example.TOPIC, in(Arrays.copyOf(envelope, envelope.length + 1)))
                        .outcome())
                .isEqualTo(Outcome.MALFORMED);
        assertThat(sink.end).isEqualTo("aborted");
        byte[] whole = sealer.seal(Example.TOPIC, new byte[1]);
        assertThat(opener.openInto(new Sink(), Example.TOPIC, in(Arrays.copyOf(whole, whole.length + 1)))
                        .outcome())
                .isEqualTo(Outcome.MALFORMED);
    }

    @Test
    void openInto_sinkFails_abortsAndMayComeAgain() throws IOException {
        byte[] envelope = streamed(sealer, random(600), 100);
        Sink full = new Sink() {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("the disk is full");
            }
        };

        assertThatThrownBy(() -> opener.openInto(full, Example.TOPIC, in(envelope)))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");

        assertThat(full.end).isEqualTo("aborted");
        assertThat(opener.openInto(new Sink(), Example.TOPIC, in(envelope)).outcome())
                .isEqualTo(Outcome.LATE);
    }

    @Test
    void sealInto_otherLengthThanAnnounced_fails() throws IOException {
        OutputStream more = sealer.sealInto(new ByteArrayOutputStream(), Example.TOPIC, 3, Attributes.live());
        assertThatThrownBy(() -> more.write(new byte[4])).hasMessageContaining("3 bytes was announced");

        OutputStream less = sealer.sealInto(new ByteArrayOutputStream(), Example.TOPIC, 3, Attributes.live());
        less.write(1);
        assertThatThrownBy(less::close).hasMessageContaining("found 1");
        less.close();
        assertThatThrownBy(() -> less.write(1)).hasMessageContaining("closed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sealer.sealInto(new ByteArrayOutputStream(), Example.TOPIC, -1, Attributes.live()));
    }

    /** AES-CCM's length field has two bytes with a nonce of 13: longer plaintexts are cut without being asked. */
    @ParameterizedTest
    @CsvSource({"65535,false", "65536,true", "160000,true"})
    void seal_longUnderCcm_isSegmented(int size, boolean segmented) throws Exception {
        Keyset keyset = Example.keyset("01", "AES-CCM-16-128-128", Example.material());
        EnvelopeSession ccm =
                Example.strategy(keyset, Example.insecureEnvironment()).session("gh-7", Role.PUBLISHER);
        byte[] plaintext = random(size);

        byte[] envelope = ccm.seal(Example.TOPIC, plaintext);

        assertThat(EnvelopeParser.parse(envelope).header().segments().isPresent())
                .isEqualTo(segmented);
        EnvelopeSession receiver =
                Example.strategy(keyset, Example.insecureEnvironment()).session("", Role.SUBSCRIBER);
        assertThat(((Opened.Accepted) receiver.open(Example.TOPIC, envelope)).plaintext())
                .isEqualTo(plaintext);
    }

    @Test
    void open_overReceiversLimits_isRefusedBeforeAnythingElse() throws IOException {
        EnvelopeSession small = PayloadEncryption.builder(Example.keyset())
                .replay(ReplayStore.inMemory())
                .limits(new Limits(1_000, SEGMENT))
                .build(Example.insecureEnvironment())
                .session("", Role.SUBSCRIBER);

        assertThat(small.open(Example.TOPIC, streamed(sealer, random(1_001), 100))
                        .outcome())
                .isEqualTo(Outcome.MALFORMED);
        assertThat(small.open(Example.TOPIC, session(0, 0).seal(Example.TOPIC, random(1_001)))
                        .outcome())
                .isEqualTo(Outcome.MALFORMED);
        assertThat(small.open(Example.TOPIC, streamed(session(272, 0), random(100), 10))
                        .outcome())
                .isEqualTo(Outcome.MALFORMED);
        assertThat(small.open(Example.TOPIC, streamed(sealer, random(1_000), 100))
                        .outcome())
                .isEqualTo(Outcome.FRESH);
        assertThat(small.open(Example.TOPIC, session(0, 0).seal(Example.TOPIC, random(1_000)))
                        .outcome())
                .isNotEqualTo(Outcome.MALFORMED);
    }

    private static EnvelopeSession session(int segmentBytes, int padTo) {
        PayloadEncryptionBuilder builder = PayloadEncryption.builder(Example.keyset());
        if (segmentBytes > 0) {
            builder.segments(segmentBytes);
        }
        if (padTo > 0) {
            builder.padTo(padTo);
        }
        return builder.build(new ManualTime(Example.TIME).environment()).session("gh-7", Role.PUBLISHER);
    }

    private static byte[] streamed(EnvelopeSession session, byte[] plaintext, int piece) throws IOException {
        ByteArrayOutputStream envelope = new ByteArrayOutputStream();
        try (OutputStream out = session.sealInto(envelope, Example.TOPIC, plaintext.length, Attributes.live())) {
            for (int from = 0; from < plaintext.length; from += piece) {
                out.write(plaintext, from, Math.min(piece, plaintext.length - from));
            }
        }
        return envelope.toByteArray();
    }

    private static InputStream in(byte[] envelope) {
        return new ByteArrayInputStream(envelope);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** What looks like padding and is none. */
    private static byte[] zerosAndMarks(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i % 300 == 1 ? 0x80 : 0);
        }
        return bytes;
    }

    private static class Sink implements PayloadSink {

        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String end = "open";

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            bytes.write(from, offset, length);
        }

        @Override
        public void commit() {
            end = "committed";
        }

        @Override
        public void abort() {
            end = "aborted";
        }
    }
}

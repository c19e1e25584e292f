package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.ByteRange;
import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.Segments;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.replay.Verdict;
import dev.gradus.security.Claim;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

/** Opens one envelope from a stream into a sink, in the memory of one segment. For one thread. */
final class OpeningStream {

    private final Opener opener;
    private final PayloadSink sink;

    OpeningStream(Opener opener, PayloadSink sink) {
        this.opener = opener;
        this.sink = sink;
    }

    Opened open(TopicName topic, InputStream in, Optional<SenderId> self) throws IOException {
        boolean committed = false;
        try {
            byte[] start = in.readNBytes(EnvelopeParser.MAX_HEAD_BYTES);
            Envelope envelope = EnvelopeParser.parseHead(start);
            Opening opening = opener.begin(topic, envelope, self);
            int from = envelope.ciphertextFrom();
            InputStream ciphertext =
                    new SequenceInputStream(new ByteArrayInputStream(start, from, start.length - from), in);
            Opened opened = envelope.header().segments().isPresent()
                    ? segments(opening, envelope, ciphertext)
                    : whole(opening, envelope, ciphertext);
            committed = true;
            return opened;
        } catch (MalformedException e) {
            return new Opened.Rejected(Outcome.MALFORMED, e.detail());
        } catch (Refusal e) {
            return e.rejected();
        } finally {
            if (!committed) {
                sink.abort();
            }
        }
    }

    /** A message sealed as a whole has to be held as a whole, within the receiver's limit. */
    private Opened whole(Opening opening, Envelope envelope, InputStream in) throws IOException, Refusal {
        byte[] sealed = exactly(in, (int) envelope.ciphertextSizeBytes());
        requireEnd(in);
        byte[] plaintext = opening.decryptWhole(ByteRange.of(sealed));
        UnpaddingSink unpadded = new UnpaddingSink(sink, envelope.header().padded());
        Verdict verdict = opening.reserve();
        return finish(opening, verdict, () -> {
            unpadded.write(plaintext, plaintext.length);
            unpadded.end();
        });
    }

    private Opened segments(Opening opening, Envelope envelope, InputStream in) throws IOException, Refusal {
        Segments segments = envelope.header().segments().orElseThrow();
        UnpaddingSink unpadded = new UnpaddingSink(sink, envelope.header().padded());
        byte[] plaintext = new byte[segments.sizeOf(0)];
        decrypt(opening, segments, 0, in, plaintext);
        Verdict verdict = opening.reserve();
        return finish(opening, verdict, () -> {
            for (long i = 1; i < segments.count(); i++) {
                unpadded.write(plaintext, segments.sizeOf(i - 1));
                decrypt(opening, segments, i, in, plaintext);
            }
            requireEnd(in);
            unpadded.write(plaintext, segments.sizeOf(segments.count() - 1));
            unpadded.end();
        });
    }

    /** Writes what is left and commits the sink; gives the claim back if that fails in any way. */
    private Opened finish(Opening opening, Verdict verdict, Rest rest) throws IOException, Refusal {
        Claim claim = opening.claim();
        boolean done = false;
        try {
            rest.write();
            sink.commit();
            done = true;
            return opening.accepted(new byte[0], verdict, claim);
        } finally {
            if (!done) {
                claim.release();
            }
        }
    }

    private static void decrypt(Opening opening, Segments segments, long index, InputStream in, byte[] plaintext)
            throws IOException, Refusal {
        int size = segments.sizeOf(index);
        byte[] sealed = exactly(in, size + opening.tagSizeBytes());
        if (!opening.segment(index, ByteRange.of(sealed), ByteRange.of(plaintext, 0, size))) {
            throw opening.notAuthentic();
        }
    }

    private static byte[] exactly(InputStream in, int size) throws IOException, Refusal {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new Refusal(
                    Outcome.MALFORMED, "the ciphertext has " + (size - bytes.length) + " bytes more, found the end");
        }
        return bytes;
    }

    private static void requireEnd(InputStream in) throws IOException, Refusal {
        if (in.read() >= 0) {
            throw new Refusal(Outcome.MALFORMED, "the ciphertext ends the envelope, found bytes after it");
        }
    }

    /** What is written once the number is claimed. */
    @FunctionalInterface
    private interface Rest {
        void write() throws IOException, Refusal;
    }

    /** Passes a plaintext on without its padding: zeros and the mark before them wait until they are known to be none. */
    private static final class UnpaddingSink {

        private final PayloadSink sink;
        private final boolean padded;
        private long zeros = -1;

        UnpaddingSink(PayloadSink sink, boolean padded) {
            this.sink = sink;
            this.padded = padded;
        }

        void write(byte[] bytes, int length) throws IOException {
            int end = padded ? lastOther(bytes, length) : length;
            boolean mark = padded && end > 0 && bytes[end - 1] == Padding.MARK;
            if (end > 0) {
                flushHeld();
                pass(bytes, mark ? end - 1 : end);
                zeros = mark ? length - end : -1;
                if (padded && !mark) {
                    pass(new byte[length - end], length - end);
                }
            } else if (zeros >= 0) {
                zeros += length;
            } else {
                pass(bytes, length);
            }
        }

        void end() throws Refusal {
            if (padded && zeros < 0) {
                throw new Refusal(Outcome.MALFORMED, "the header says that the plaintext is padded, found no padding");
            }
        }

        private void flushHeld() throws IOException {
            if (zeros >= 0) {
                pass(new byte[] {Padding.MARK}, 1);
                byte[] some = new byte[(int) Math.min(zeros, 8_192)];
                for (long left = zeros; left > 0; left -= some.length) {
                    pass(some, (int) Math.min(left, some.length));
                }
            }
        }

        private void pass(byte[] bytes, int length) throws IOException {
            if (length > 0) {
                sink.write(bytes, 0, length);
            }
        }

        private static int lastOther(byte[] bytes, int length) {
            int end = length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            return end;
        }
    }
}

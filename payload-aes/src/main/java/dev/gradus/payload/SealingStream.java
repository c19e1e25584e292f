package dev.gradus.payload;

import dev.gradus.payload.aead.ByteRange;
import dev.gradus.payload.cose.Segments;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Seals what is written to it segment by segment, in the memory of one segment. Its length was announced and is
 * authenticated, so that it has to be kept. For one thread.
 */
final class SealingStream extends OutputStream {

    private final OutputStream out;
    private final Sealing sealing;
    private final Segments segments;
    private final long announced;
    private final byte[] plaintext;
    private final byte[] sealed;
    private long index;
    private int filled;
    private long written;
    private boolean closed;

    /** The envelope's head is written at once. */
    SealingStream(OutputStream out, Sealing sealing, long announced) throws IOException {
        this.out = out;
        this.sealing = sealing;
        this.segments = sealing.segments().orElseThrow();
        this.announced = announced;
        this.plaintext = new byte[segments.sizeBytes()];
        this.sealed = new byte[segments.sizeBytes() + sealing.tagSizeBytes()];
        byte[] head = new byte[sealing.layout().headSizeBytes()];
        sealing.layout().writeHead(head);
        out.write(head);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (closed) {
            throw new IOException("the envelope was closed: write before that");
        }
        if (length > announced - written) {
            throw new IOException("a plaintext of " + announced + " bytes was announced, found more: the envelope"
                    + " can't be opened, begin a new one");
        }
        written += length;
        fill(bytes, from, length);
    }

    private void fill(byte[] bytes, int from, int length) throws IOException {
        int left = length;
        while (left > 0) {
            int part = Math.min(left, plaintext.length - filled);
            System.arraycopy(bytes, from + length - left, plaintext, filled, part);
            filled += part;
            left -= part;
            // The last segment waits for close: whether it is the last is sealed with it.
            if (filled == plaintext.length && index < segments.count() - 1) {
                flushSegment();
            }
        }
    }

    /** Seals the last segment; leaves the stream below open. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (written != announced) {
                throw new IOException("a plaintext of " + announced + " bytes was announced, found " + written
                        + ": the envelope can't be opened, begin a new one");
            }
            pad();
            flushSegment();
            out.flush();
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    /** Fills up to the sealed total: a mark and zeros, or nothing where there is no padding. */
    private void pad() throws IOException {
        byte[] padding = new byte[(int) (segments.totalBytes() - announced)];
        if (padding.length > 0) {
            padding[0] = Padding.MARK;
            fill(padding, 0, padding.length);
        }
    }

    private void flushSegment() throws IOException {
        int size = filled + sealing.tagSizeBytes();
        sealing.segment(index, ByteRange.of(plaintext, 0, filled), ByteRange.of(sealed, 0, size));
        out.write(sealed, 0, size);
        index++;
        filled = 0;
    }
}

package dev.gradus.tls;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A record as it is on the wire, its header of five bytes included.
 *
 * @param bytes type (1), version (2), length (2), content
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record TlsRecord(byte[] bytes) {

    static final int HEADER_BYTES = 5;

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;

    /** The next one; empty at the end, also if it comes too soon. */
    static Optional<TlsRecord> read(InputStream in) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        try {
            new DataInputStream(in).readFully(header);
            int size = Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(3));
            byte[] all = ByteBuffer.allocate(HEADER_BYTES + size).put(header).array();
            new DataInputStream(in).readFully(all, HEADER_BYTES, size);
            return Optional.of(new TlsRecord(all));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** The same one time and again. */
    static byte[] repeated(byte[] record, int times) {
        ByteBuffer all = ByteBuffer.allocate(record.length * times);
        while (all.hasRemaining()) {
            all.put(record);
        }
        return all.array();
    }

    /** Of the content, without the header. */
    int contentBytes() {
        return bytes.length - HEADER_BYTES;
    }

    /** Whether its type is one that TLS has. */
    boolean isKnown() {
        return isChangeCipherSpec() || isAlert() || isHandshake() || isApplicationData();
    }

    boolean isChangeCipherSpec() {
        return bytes[0] == CHANGE_CIPHER_SPEC;
    }

    boolean isAlert() {
        return bytes[0] == ALERT;
    }

    boolean isHandshake() {
        return bytes[0] == HANDSHAKE;
    }

    boolean isApplicationData() {
        return bytes[0] == APPLICATION_DATA;
    }
}

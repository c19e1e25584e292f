package dev.gradus.tls;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the records of a peer as long as they are in clear: each of type (1 byte), version (2), length (2) and content
 * (RFC 8446 section 5.1). Keeps the ServerHello, and the alert if there is one. Filled by the thread that makes the
 * handshake.
 */
final class ClearRecords {

    private static final int HEADER_BYTES = 5;

    /** The most that any record has (RFC 5246 section 6.2.3). */
    private static final int MOST_BYTES = (1 << 14) + 2048;

    /** Chains of certificates take a few, or some hundred in pieces of 512 bytes (RFC 6066 section 4). */
    private static final int MOST_RECORDS = 256;

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;

    /** Of a message of the handshake: type (1) and length (3). */
    private static final int MESSAGE_HEADER_BYTES = 4;

    /** Level and description. */
    private static final int ALERT_BYTES = 2;

    /** No ServerHello comes near it; a peer's word alone makes nobody keep more. */
    private static final int MOST_HELLO_BYTES = 1 << 14;

    private final byte[] header = new byte[HEADER_BYTES];
    private final ByteArrayOutputStream handshake = new ByteArrayOutputStream();
    private final byte[] alert = new byte[ALERT_BYTES];
    private @Nullable ServerHello hello;
    private int headerCount;
    private int alertCount;
    private int records;
    private int left;
    private boolean over;
    private @Nullable String fault;

    void add(byte[] source, int from, int size) {
        int at = from;
        while (at < from + size && !over) {
            if (headerCount < HEADER_BYTES) {
                header[headerCount++] = source[at++];
                begin();
            } else {
                int taken = Math.min(left, from + size - at);
                take(source, at, taken);
                at += taken;
                left -= taken;
                end();
            }
        }
    }

    /** The ServerHello once it is there; empty for good if it is malformed. */
    Optional<ServerHello> hello() {
        return Optional.ofNullable(hello);
    }

    /** What the peer's alert says (RFC 8446 section 6); empty if there is none in clear. */
    Optional<Integer> alert() {
        return alertCount < ALERT_BYTES ? Optional.empty() : Optional.of(Byte.toUnsignedInt(alert[1]));
    }

    /**
     * What the records lack, if one is longer than any may be or empty, or there are too many: with those a peer could keep
     * this side busy at no cost. Empty if they are right.
     */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    private void begin() {
        if (headerCount == HEADER_BYTES) {
            left = at(3) << 8 | at(4);
            records++;
            judge();
            // What follows a change of the cipher is encrypted.
            over = fault != null || at(0) == CHANGE_CIPHER_SPEC;
            end();
        }
    }

    private void judge() {
        if (left == 0 || left > MOST_BYTES) {
            fault = "a right length of its records";
        } else if (records > MOST_RECORDS) {
            fault = "an end to its handshake within " + MOST_RECORDS + " records";
        }
    }

    private void end() {
        if (left == 0) {
            headerCount = 0;
        }
    }

    private void take(byte[] source, int from, int size) {
        if (at(0) == ALERT) {
            int taken = Math.min(size, ALERT_BYTES - alertCount);
            System.arraycopy(source, from, alert, alertCount, taken);
            alertCount += taken;
        } else if (at(0) == HANDSHAKE && hello == null) {
            handshake.write(source, from, Math.min(size, MOST_HELLO_BYTES - handshake.size()));
            readHello();
        }
    }

    private void readHello() {
        byte[] message = handshake.toByteArray();
        if (message.length < MESSAGE_HEADER_BYTES || message[0] != SERVER_HELLO) {
            return;
        }
        int size = Byte.toUnsignedInt(message[1]) << 16
                | Byte.toUnsignedInt(message[2]) << 8
                | Byte.toUnsignedInt(message[3]);
        if (message.length - MESSAGE_HEADER_BYTES >= size) {
            byte[] body = new byte[size];
            System.arraycopy(message, MESSAGE_HEADER_BYTES, body, 0, size);
            hello = ServerHello.parse(body).orElse(null);
            // What follows the ServerHello of TLS 1.3 is encrypted.
            over = hello == null || hello.isTls13();
        }
    }

    private int at(int index) {
        return Byte.toUnsignedInt(header[index]);
    }
}

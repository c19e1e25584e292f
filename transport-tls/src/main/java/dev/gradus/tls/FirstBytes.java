package dev.gradus.tls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The first bytes of a peer, which tell TLS from other protocols and old versions from new. A record of TLS starts with
 * type, version (2 bytes) and length (2 bytes); an alert follows with level and description, a ServerHello with type,
 * length (3 bytes) and version (RFC 8446 sections 4, 5.1 and 6). Filled by the thread that makes the handshake.
 */
final class FirstBytes {

    private static final int MOST = 11;

    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;
    private static final int MAJOR_VERSION = 3;
    private static final int ALERT_DESCRIPTION_AT = 6;
    private static final int PROTOCOL_VERSION = 70;
    private static final int VERSION_AT = 9;
    private static final int TLS_1_2 = 0x0303;

    /** MQTT 3.1.1 and 5.0 section 3.2.1. */
    private static final int CONNACK = 0x20;

    private final byte[] bytes = new byte[MOST];
    private int count;

    void add(byte[] source, int from, int size) {
        int taken = Math.min(size, MOST - count);
        System.arraycopy(source, from, bytes, count, taken);
        count += taken;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether this is another protocol than TLS. */
    boolean isForeign() {
        boolean record = at(0) == ALERT || at(0) == HANDSHAKE;
        boolean version = count < 2 || at(1) == MAJOR_VERSION;
        return count > 0 && !(record && version);
    }

    /** Whether the peer chose a version before TLS 1.2, or says that it knows none of ours. */
    boolean isOldVersion() {
        boolean chosen = count == MOST && at(0) == HANDSHAKE && (at(VERSION_AT) << 8 | at(VERSION_AT + 1)) < TLS_1_2;
        return chosen || alert().filter(alert -> alert == PROTOCOL_VERSION).isPresent();
    }

    /** The alert that the peer answered with in clear; empty if it did not. */
    Optional<Integer> alert() {
        return count > ALERT_DESCRIPTION_AT && at(0) == ALERT
                ? Optional.of(at(ALERT_DESCRIPTION_AT))
                : Optional.empty();
    }

    /** What a peer that speaks no TLS seems to speak. */
    String describe() {
        byte[] found = Arrays.copyOf(bytes, count);
        if (new String(found, StandardCharsets.ISO_8859_1).startsWith("HTTP")) {
            return "HTTP";
        }
        return at(0) == CONNACK
                ? "MQTT in clear"
                : "the bytes " + HexFormat.of().formatHex(found);
    }

    private int at(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }
}

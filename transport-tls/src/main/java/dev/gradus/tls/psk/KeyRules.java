package dev.gradus.tls.psk;

import java.nio.charset.StandardCharsets;

/**
 * What may be an identity and a key. The lengths are those that every implementation has to take (RFC 4279 section 5.3);
 * mosquitto takes somewhat longer ones, other brokers may not.
 */
final class KeyRules {

    static final int MOST_IDENTITY_BYTES = 128;
    static final int LEAST_KEY_BYTES = 16;
    static final int MOST_KEY_BYTES = 64;

    private KeyRules() {}

    /**
     * RFC 8446 section 4.2.11 has no empty identity, RFC 4279 section 5.1 has text in UTF-8. Control characters are refused
     * because a broker in C ends the name at U+0000, and because no file of keys holds a line break in a name.
     */
    static void checkIdentity(String identity) {
        int bytes = identity.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MOST_IDENTITY_BYTES) {
            throw badIdentity(bytes + " bytes");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(identity)) {
            throw badIdentity("a lone surrogate");
        }
        if (identity.codePoints().anyMatch(Character::isISOControl)) {
            throw badIdentity("a control character");
        }
    }

    static void checkKey(byte[] key) {
        if (key.length < LEAST_KEY_BYTES || key.length > MOST_KEY_BYTES) {
            throw badKey(key.length + " bytes");
        }
        if (isText(key)) {
            throw badKey("text: a word is guessed from a recorded handshake");
        }
        if (repeats(key)) {
            throw badKey("bytes that repeat");
        }
    }

    /** Chance alone makes 16 bytes so once in some five million keys, and longer ones hardly ever. */
    private static boolean isText(byte[] key) {
        boolean text = true;
        for (byte each : key) {
            text &= (each >= ' ' && each <= '~') || each == '\t' || each == '\n' || each == '\r';
        }
        return text;
    }

    /** Whether the key is a shorter piece, time and again. */
    private static boolean repeats(byte[] key) {
        for (int period = 1; period <= key.length / 2; period++) {
            int same = 0;
            while (period + same < key.length && key[same] == key[period + same]) {
                same++;
            }
            if (period + same == key.length) {
                return true;
            }
        }
        return false;
    }

    private static IllegalArgumentException badIdentity(String found) {
        return new IllegalArgumentException("a PSK identity has 1 to " + MOST_IDENTITY_BYTES
                + " bytes in UTF-8 without control characters, found " + found
                + ": give the name that the broker has the key under");
    }

    private static IllegalArgumentException badKey(String found) {
        return new IllegalArgumentException("a pre-shared key has " + LEAST_KEY_BYTES + " to " + MOST_KEY_BYTES
                + " random bytes, found " + found + ": make one with openssl rand -hex 32");
    }
}

package dev.gradus.cli.demo;

import java.nio.charset.StandardCharsets;

/**
 * What someone on the way could read.
 *
 * @param payload whether the payload
 * @param topic whether the topic
 * @param password whether the password
 */
record Overheard(boolean payload, boolean topic, boolean password) {

    /** Looks for what must be secret in what went over the wire. */
    static Overheard in(byte[] recorded, String payload, String topic, String password) {
        // Every byte is a character of this charset, so that bytes can be searched as text.
        String wire = new String(recorded, StandardCharsets.ISO_8859_1);
        return new Overheard(wire.contains(payload), wire.contains(topic), wire.contains(password));
    }
}

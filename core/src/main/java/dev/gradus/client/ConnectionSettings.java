package dev.gradus.client;

import dev.gradus.internal.Require;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How a client connects.
 *
 * @param version the version of the protocol
 * @param clientId 0 to 65,535 bytes in UTF-8; empty only with a session that is not kept (MQTT 3.1.1 §3.1.3.1); any
 *     other is refused
 * @param session whether the broker keeps the session
 * @param keepAlive the longest silence before a ping, 1 to 65,535 whole seconds (MQTT 3.1.1 §3.1.2.10); any other is
 *     refused
 * @param timeout how long connecting to one address may take, 1 ms to 1 hour; any other is refused
 * @param inFlight how many messages may be on their way at once
 */
public record ConnectionSettings(
        MqttVersion version,
        String clientId,
        Session session,
        Duration keepAlive,
        Duration timeout,
        InFlight inFlight) {

    /**
     * Checks the components, as the record says.
     *
     * @param version as in the record
     * @param clientId as in the record
     * @param session as in the record
     * @param keepAlive as in the record
     * @param timeout as in the record
     * @param inFlight as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public ConnectionSettings {
        int bytes = clientId.getBytes(StandardCharsets.UTF_8).length;
        Require.argument(
                bytes <= 65_535, () -> "a client id is at most 65,535 bytes in UTF-8, found " + bytes + ": shorten it");
        String id = clientId;
        Session given = session;
        Require.argument(
                id.indexOf('\0') < 0, () -> "a client id has no NUL character (U+0000), found one at " + id.indexOf(0));
        Require.argument(
                !id.isEmpty() || !given.kept(),
                () -> "a session that the broker keeps needs a client id to find it by, found an empty one:"
                        + " give clientId(...) or use a clean session");
        Require.argument(
                StandardCharsets.UTF_8.newEncoder().canEncode(id),
                () -> "a client id is well-formed Unicode, found half of a character (a lone surrogate):"
                        + " check how the text was cut");
        Duration silence = keepAlive;
        Require.range("keep alive in seconds", silence.getSeconds(), 1, 65_535);
        Require.argument(
                silence.getNano() == 0, () -> "keep alive is in whole seconds, found " + silence + ": round it");
        Duration atMost = timeout;
        Require.argument(
                atMost.compareTo(Duration.ofMillis(1)) >= 0 && atMost.compareTo(Duration.ofHours(1)) <= 0,
                () -> "a time-out is from 1 ms to 1 hour, found " + atMost);
    }
}

package dev.gradus.spi;

import dev.gradus.message.TopicName;
import dev.gradus.security.Attributes;
import dev.gradus.security.Opened;
import dev.gradus.security.SecureMqttException;

/** Seals and opens for as long as one connection lasts. Implementations are safe for use by many threads. */
public interface PayloadSession {

    /**
     * Seals a payload for a topic.
     *
     * @param topic the topic that it will be published to
     * @param plaintext 0 or more bytes; not changed
     * @param attributes what is to be sealed beside it
     * @return what goes on the wire
     * @throws SecureMqttException if it is too large for the scheme ({@code PACKET_TOO_LARGE}), no key may seal for this
     *     topic now ({@code SECRET_UNAVAILABLE}), or the scheme can't seal such attributes ({@code UNSUPPORTED})
     * @throws IllegalStateException if the client was not to seal
     */
    byte[] seal(TopicName topic, byte[] plaintext, Attributes attributes);

    /**
     * Opens what arrived, and claims it until the claim is settled. Never throws for what a peer sent.
     *
     * @param topic the topic that it arrived on
     * @param envelope the bytes that arrived; not changed
     * @return the plaintext, or why there is none
     * @throws SecureMqttException if it can't be told whether the payload was taken before ({@code STORE_UNAVAILABLE});
     *     it is then neither delivered nor acknowledged
     * @throws IllegalStateException if the client was not to open
     */
    Opened open(TopicName topic, byte[] envelope);
}

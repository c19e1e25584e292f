package dev.gradus.spi;

import dev.gradus.message.TopicName;
import dev.gradus.security.Footprint;
import dev.gradus.security.Form;
import dev.gradus.security.Opened;
import dev.gradus.security.SecureMqttException;

/** L2: payloads sealed by the publisher and opened by the subscriber. Implementations are safe for many threads. */
public non-sealed interface PayloadSecurity extends SecurityStrategy {

    /**
     * This strategy for one connection: seals as the client named, in a session of its own, and shares keys and what is
     * known of other senders with the strategy that it comes from.
     *
     * @param clientId the client's id; empty if it has none of its own
     * @return the strategy to seal and open with while the connection lasts
     * @throws IllegalArgumentException if the strategy needs an identity and the id can't serve as one
     */
    PayloadSecurity session(String clientId);

    /**
     * Seals a payload for a topic.
     *
     * @param topic the topic that it will be published to
     * @param plaintext 0 or more bytes; not changed
     * @return what goes on the wire
     * @throws SecureMqttException if it is too large for the scheme ({@code PACKET_TOO_LARGE}), or no key may seal for
     *     this topic now ({@code SECRET_UNAVAILABLE})
     */
    byte[] seal(TopicName topic, byte[] plaintext);

    /**
     * Opens what arrived. Never throws for what a peer sent.
     *
     * @param topic the topic that it arrived on
     * @param envelope the bytes that arrived; not changed
     * @return the plaintext, or why there is none
     */
    Opened open(TopicName topic, byte[] envelope);

    /**
     * What sealing a payload needs, so that a limit can be checked before anything is allocated.
     *
     * @param form how the message lies in memory
     * @param size the plaintext's size in bytes, 0 or more
     * @return the buffers that are held at once, and the size on the wire
     * @throws IllegalArgumentException if the size is negative, or the sealed payload would be over 2,147,483,647 bytes
     */
    Footprint footprint(Form form, int size);
}

package dev.gradus.spi;

import dev.gradus.security.SecureMqttException;

/** Holds a client to the means of some device. Implementations are safe for use by many threads. */
public interface ResourceGuard {

    /**
     * Checks what the client is set up to do, before it is built.
     *
     * @param configuration the levels and settings
     * @throws IllegalArgumentException if the device could never do this
     */
    void check(Configuration configuration);

    /**
     * Reserves what a message needs, before anything is allocated or sent.
     *
     * @param demand the message's needs
     * @return the reservation, closed by the client when the packet has left
     * @throws SecureMqttException if the device could not do this now ({@code RESOURCE_LIMIT}); says what is needed,
     *     what there is, and the ways out
     */
    Reservation reserve(Demand demand);
}

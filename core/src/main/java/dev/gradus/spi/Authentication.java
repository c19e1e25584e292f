package dev.gradus.spi;

import dev.gradus.security.Credentials;
import dev.gradus.security.SecureMqttException;

/** L1: who the client is, told to the broker at each connect. Implementations are safe for use by many threads. */
public non-sealed interface Authentication extends SecurityStrategy {

    /**
     * The credentials for one connect, asked for anew each time.
     *
     * @return credentials that the caller closes
     * @throws SecureMqttException if they can't be had ({@code SECRET_UNAVAILABLE})
     */
    Credentials credentials();
}

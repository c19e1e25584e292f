package dev.gradus.spi;

import dev.gradus.security.SecureMqttException;

/**
 * Where a keyset comes from, such as a file or a vault. Implementations are safe for use by many threads, start none,
 * and show no secret in {@code toString}, which names the source in messages.
 */
public interface KeySource {

    /**
     * The keyset as it is now.
     *
     * @return JSON or a COSE_KeySet (RFC 9052 §7), a new array at each call, which the caller overwrites
     * @throws SecureMqttException if it can't be had ({@code SECRET_UNAVAILABLE})
     */
    byte[] read();

    /**
     * A text that changes whenever the content may have changed. Asked as often as once a second, so cheap.
     *
     * @return any text that holds no secret; the same as before means that reading again would give the same
     * @throws SecureMqttException if it can't be told ({@code SECRET_UNAVAILABLE})
     */
    String version();
}

package dev.gradus.provision;

/** How clients connect to a broker that is set up. */
public enum Connection {
    /** In clear: no L3. */
    CLEAR,
    /** TLS, in which the broker shows a certificate. */
    CERTIFICATES,
    /** TLS, in which broker and clients show certificates. */
    MUTUAL,
    /** TLS with a pre-shared key for each client, and no certificates. */
    PRESHARED_KEYS;

    boolean isTls() {
        return this != CLEAR;
    }

    boolean hasCertificates() {
        return this == CERTIFICATES || this == MUTUAL;
    }

    /** Whether TLS tells the broker who connects. */
    boolean identifies() {
        return this == MUTUAL || this == PRESHARED_KEYS;
    }
}

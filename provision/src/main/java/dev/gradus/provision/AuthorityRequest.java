package dev.gradus.provision;

import java.time.Duration;

/** What a certificate authority of one's own is to be: its name, its key, how long it lives. Immutable. */
public final class AuthorityRequest {

    private static final Duration LIFETIME = Duration.ofDays(3650);

    private final String name;
    private final KeyType key;
    private final Duration lifetime;

    private AuthorityRequest(String name, KeyType key, Duration lifetime) {
        this.name = name;
        this.key = key;
        this.lifetime = lifetime;
    }

    /**
     * Asks for an authority with an EC key on P-256 that lives ten years.
     *
     * @param commonName the name people see, 1 to 64 characters (RFC 5280 appendix A.1, ub-common-name), none of them a
     *     control character
     * @return the request
     * @throws IllegalArgumentException if the name has another form
     */
    public static AuthorityRequest named(String commonName) {
        Names.requireCommonName(commonName);
        return new AuthorityRequest(commonName, KeyType.EC_P256, LIFETIME);
    }

    /**
     * The same request with another key.
     *
     * @param type the kind of the authority's own key
     * @return a new request
     */
    public AuthorityRequest key(KeyType type) {
        return new AuthorityRequest(name, type, lifetime);
    }

    /**
     * The same request with another time.
     *
     * @param duration how long from now on the authority is valid, 1 to 36,500 days
     * @return a new request
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public AuthorityRequest validFor(Duration duration) {
        return new AuthorityRequest(name, key, Validity.requireLifetime(duration));
    }

    String name() {
        return name;
    }

    KeyType key() {
        return key;
    }

    Duration lifetime() {
        return lifetime;
    }
}

package dev.gradus.broker;

import dev.gradus.provision.IssuedCertificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in at a broker, and whether the way there is encrypted. Immutable. Holds a password as long as it lives:
 * it is for brokers to try with, not for secrets of value.
 */
public final class BrokerSettings {

    private static final BrokerSettings PLAIN = new BrokerSettings(null, null);

    private final @Nullable Login login;
    private final @Nullable IssuedCertificate certificate;

    private BrokerSettings(@Nullable Login login, @Nullable IssuedCertificate certificate) {
        this.login = login;
        this.certificate = certificate;
    }

    /**
     * Everybody is let in, in clear.
     *
     * @return the settings
     */
    public static BrokerSettings plain() {
        return PLAIN;
    }

    /**
     * The same settings with one user alone let in.
     *
     * @param username the user's name, of the form that {@link dev.gradus.provision.MosquittoPasswordFile} takes
     * @param password the password, 1 character or more; the array is copied and stays the caller's
     * @return new settings
     * @throws IllegalArgumentException if name or password is empty
     * @throws IllegalStateException if there is a user already
     */
    public BrokerSettings password(String username, char[] password) {
        if (login != null) {
            throw new IllegalStateException("a broker has one user, found a second: call password once");
        }
        return new BrokerSettings(Login.copyOf(username, password), certificate);
    }

    /**
     * The same settings with TLS 1.2 and 1.3 alone.
     *
     * @param server the broker's certificate and key; for clients to accept it, it names {@code localhost}
     * @return new settings
     * @throws IllegalStateException if there is a certificate already
     */
    public BrokerSettings tls(IssuedCertificate server) {
        if (certificate != null) {
            throw new IllegalStateException("a broker has one certificate, found a second: call tls once");
        }
        return new BrokerSettings(login, server);
    }

    Optional<Login> login() {
        return Optional.ofNullable(login);
    }

    Optional<IssuedCertificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    String address(int port) {
        return (certificate == null ? "mqtt" : "mqtts") + "://localhost:" + port;
    }

    /**
     * Says what is set.
     *
     * @return user and certificate, without password and key
     */
    @Override
    public String toString() {
        return "BrokerSettings[" + (login == null ? "anonymous" : login) + ", "
                + (certificate == null ? "in clear" : certificate) + "]";
    }
}

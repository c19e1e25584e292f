package dev.gradus.broker;

import dev.gradus.provision.IssuedCertificate;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in at a broker, and whether the way there is encrypted. Immutable. Holds a password as long as it lives:
 * it is for brokers to try with, not for secrets of value.
 */
public final class BrokerSettings {

    private static final BrokerSettings PLAIN = new BrokerSettings(new Terms(null, null, null, null, false));

    private final Terms terms;

    private BrokerSettings(Terms terms) {
        this.terms = terms;
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
        if (terms.login != null) {
            throw new IllegalStateException("a broker has one user, found a second: call password once");
        }
        Login login = Login.copyOf(username, password);
        return new BrokerSettings(
                new Terms(login, terms.certificate, terms.clientAuthority, terms.presharedKeys, terms.tls12Alone));
    }

    /**
     * The same settings with TLS 1.2 and 1.3 alone.
     *
     * @param server the broker's certificate and key; for clients to accept it, it names {@code localhost}
     * @return new settings
     * @throws IllegalStateException if there is a certificate already, or pre-shared keys
     */
    public BrokerSettings tls(IssuedCertificate server) {
        requireInClear("tls");
        return new BrokerSettings(new Terms(terms.login, server, null, null, false));
    }

    /**
     * The same settings with those clients alone let in that have a certificate.
     *
     * @param authority the authority that issued it
     * @return new settings
     * @throws IllegalStateException if the broker has no certificate itself
     */
    public BrokerSettings clientCertificates(X509Certificate authority) {
        requireCertificate("clientCertificates");
        return new BrokerSettings(new Terms(terms.login, terms.certificate, authority, null, terms.tls12Alone));
    }

    /**
     * The same settings with TLS 1.2 and no later version, for comparison.
     *
     * @return new settings
     * @throws IllegalStateException if the broker speaks no TLS
     */
    public BrokerSettings tls12Alone() {
        if (terms.certificate == null && terms.presharedKeys == null) {
            throw new IllegalStateException("a version is for a broker with TLS, found one in clear: call tls first");
        }
        return new BrokerSettings(
                new Terms(terms.login, terms.certificate, terms.clientAuthority, terms.presharedKeys, true));
    }

    /**
     * The same settings with TLS by pre-shared keys alone. Mosquitto has it; the embedded broker does not start with it.
     *
     * @param file the keys, see {@link dev.gradus.provision.MosquittoPskFile}
     * @return new settings
     * @throws IllegalStateException if there are pre-shared keys already, or a certificate
     */
    public BrokerSettings presharedKeys(Path file) {
        requireInClear("presharedKeys");
        return new BrokerSettings(new Terms(terms.login, null, null, file, false));
    }

    private void requireInClear(String method) {
        if (terms.certificate != null || terms.presharedKeys != null) {
            throw new IllegalStateException("a broker has one certificate or pre-shared keys, found a second of these:"
                    + " call tls or presharedKeys, and " + method + " once");
        }
    }

    private void requireCertificate(String method) {
        if (terms.certificate == null) {
            throw new IllegalStateException(
                    method + " is for a broker with a certificate of its own, found none: call tls first");
        }
    }

    Optional<Login> login() {
        return Optional.ofNullable(terms.login);
    }

    Optional<IssuedCertificate> certificate() {
        return Optional.ofNullable(terms.certificate);
    }

    Optional<X509Certificate> clientAuthority() {
        return Optional.ofNullable(terms.clientAuthority);
    }

    Optional<Path> presharedKeyFile() {
        return Optional.ofNullable(terms.presharedKeys);
    }

    /** Whether TLS tells who a client is. */
    boolean identifiesClients() {
        return terms.clientAuthority != null || terms.presharedKeys != null;
    }

    boolean isTls12Alone() {
        return terms.tls12Alone;
    }

    String address(int port) {
        boolean clear = terms.certificate == null && terms.presharedKeys == null;
        return (clear ? "mqtt" : "mqtts") + "://localhost:" + port;
    }

    /**
     * Says what is set.
     *
     * @return user and certificate, without password and keys
     */
    @Override
    public String toString() {
        return "BrokerSettings[" + (terms.login == null ? "anonymous" : terms.login) + ", "
                + (terms.certificate != null
                        ? terms.certificate
                        : terms.presharedKeys == null ? "in clear" : "pre-shared keys")
                + "]";
    }

    /** What was said; null what was not. */
    private record Terms(
            @Nullable Login login,
            @Nullable IssuedCertificate certificate,
            @Nullable X509Certificate clientAuthority,
            @Nullable Path presharedKeys,
            boolean tls12Alone) {}
}

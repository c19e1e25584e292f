package dev.gradus.provision;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a client's certificate is to say: who it is, and when it is valid. Immutable. */
public final class ClientCertificateRequest {

    private final Leaf leaf;

    private ClientCertificateRequest(Leaf leaf) {
        this.leaf = leaf;
    }

    /**
     * Asks for a certificate with an EC key on P-256 that is valid from five minutes ago until 397 days from now.
     *
     * @param name the client's name, which becomes the subject's common name and so its user name at a mosquitto with
     *     {@code use_identity_as_username}: 1 to 64 letters, figures, {@code .}, {@code _} and {@code -}, a letter or a
     *     figure first
     * @return the request
     * @throws IllegalArgumentException if the name has another form
     */
    public static ClientCertificateRequest forName(String name) {
        Names.requireClientName(name, Names.MAX_COMMON_NAME);
        Validity validity = Validity.fromNow(Clock.systemUTC(), ServerCertificateRequest.LIFETIME);
        return new ClientCertificateRequest(
                new Leaf(name, List.of(), KeyPurposeId.id_kp_clientAuth, validity, KeyType.EC_P256));
    }

    /**
     * The same request with another key.
     *
     * @param type the kind of the client's own key
     * @return a new request
     */
    public ClientCertificateRequest key(KeyType type) {
        return new ClientCertificateRequest(leaf.with(type));
    }

    /**
     * The same request with another time.
     *
     * @param lifetime how long from now on it is valid, 1 to 36,500 days
     * @return a new request
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public ClientCertificateRequest validFor(Duration lifetime) {
        return new ClientCertificateRequest(
                leaf.with(Validity.fromNow(Clock.systemUTC(), Validity.requireLifetime(lifetime))));
    }

    Leaf leaf() {
        return leaf;
    }
}

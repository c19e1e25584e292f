package dev.gradus.tls;

import dev.gradus.security.SecureMqttException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What one handshake brought to light. Immutable.
 *
 * @param version what was agreed on, such as {@code TLSv1.3}; empty if nothing was
 * @param suite what was agreed on, such as {@code TLS_AES_128_GCM_SHA256}; empty if nothing was
 * @param sent the broker's certificates in its order, its own first; none if the handshake did not come that far, or if a
 *     session was resumed
 * @param certificateAsked whether the broker asked for a client certificate
 * @param refusal why no client goes on with this broker; empty if it would
 */
public record TlsReport(
        String version,
        String suite,
        List<X509Certificate> sent,
        boolean certificateAsked,
        Optional<SecureMqttException> refusal) {

    /**
     * What was seen.
     *
     * @param version as in the record
     * @param suite as in the record
     * @param sent as in the record; copied
     * @param certificateAsked as in the record
     * @param refusal as in the record
     */
    public TlsReport {
        sent = List.copyOf(sent);
    }
}

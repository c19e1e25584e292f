package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What does not come from files.
 *
 * @param verifyAs the name to verify in place of the broker's address
 * @param protocols for ALPN, the most wanted first; none to leave it out
 * @param minimum the oldest version to speak
 * @param sessionLifetime how long sessions may be resumed; zero for never
 * @param handshakeTimeout for a handshake as a whole
 */
record TlsOptions(
        Optional<String> verifyAs,
        List<String> protocols,
        TlsVersion minimum,
        Duration sessionLifetime,
        Duration handshakeTimeout) {

    TlsOptions {
        protocols = List.copyOf(protocols);
    }

    /** What is not as it is by default, each after a comma. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        verifyAs.ifPresent(name -> text.append(", verifying ").append(Printable.text(name)));
        if (!protocols.isEmpty()) {
            text.append(", asking for ").append(String.join(" or ", protocols));
        }
        if (minimum != TlsVersion.TLS_1_2) {
            text.append(", ").append(minimum).append(" at least");
        }
        return text.toString();
    }
}

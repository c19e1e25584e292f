package dev.gradus.tls;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Says why a handshake failed. Goes by the peer's first bytes rather than by the messages of the JDK, which differ from one
 * version to the next.
 */
final class HandshakeFailure {

    private final BrokerAddress address;
    private final Duration limit;
    private final FirstBytes first;

    HandshakeFailure(BrokerAddress address, Duration limit, FirstBytes first) {
        this.address = address;
        this.limit = limit;
        this.first = first;
    }

    SecureMqttException explain(IOException failure) {
        Optional<CertificateRefusal> refusal = Causes.find(failure, CertificateRefusal.class);
        return refusal.isPresent()
                ? failed(Reason.PEER_NOT_TRUSTED, String.valueOf(refusal.get().getMessage()), failure)
                : failed(Reason.HANDSHAKE_FAILED, "expected a TLS handshake, found " + found(failure), failure);
    }

    private String found(IOException failure) {
        if (first.isForeign()) {
            return "no TLS but " + first.describe() + ": name the broker's TLS port (often 8883)";
        }
        if (first.isOldVersion()) {
            return "a peer that speaks no TLS 1.2 or 1.3: switch these on at the broker";
        }
        Optional<Integer> alert = first.alert();
        if (alert.isPresent()) {
            return "the alert " + alert.get()
                    + " (RFC 8446 section 6.2): see the broker's log; Gradus offers TLS 1.3, and"
                    + " TLS 1.2 with ECDHE and AES-GCM or ChaCha20, for brokers with certificates (for a listener of"
                    + " pre-shared keys use TlsPsk)";
        }
        if (Causes.find(failure, SocketTimeoutException.class).isPresent()) {
            return "a peer that did not finish it within the read time-out, or " + limit.toMillis()
                    + " ms in all: check that the broker is alive and that this is its TLS port (often 8883)";
        }
        return ended(failure)
                ? "a peer that ended the connection " + (first.isEmpty() ? "without a word" : "halfway")
                        + ": check that this is the broker's TLS port (often 8883), and see the broker's log"
                : "the fault '" + Printable.text(failure.getMessage()) + "': see the broker's log";
    }

    private static boolean ended(IOException failure) {
        return Causes.find(failure, EOFException.class).isPresent()
                || Causes.find(failure, SocketException.class).isPresent();
    }

    private SecureMqttException failed(Reason reason, String text, IOException cause) {
        return new SecureMqttException(reason, Printable.text(address.toString()) + ": " + text, cause);
    }
}

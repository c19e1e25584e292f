package dev.gradus.tls;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.tls.internal.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says why a handshake failed. Goes by the peer's first bytes rather than by the messages of the JDK, which differ from one
 * version to the next.
 */
final class HandshakeFailure {

    private final BrokerAddress address;
    private final TlsOptions options;
    private final PlainSocket plain;
    private final FirstBytes first;
    private final Handshakes.Notes notes;
    private final ClientRefusal client;

    HandshakeFailure(
            BrokerAddress address,
            TlsOptions options,
            PlainSocket plain,
            Handshakes.Notes notes,
            ClientRefusal client) {
        this.address = address;
        this.options = options;
        this.plain = plain;
        this.first = plain.firstBytes();
        this.notes = notes;
        this.client = client;
    }

    /** A connection that ended after this side's handshake and before the broker's first answer. */
    SecureMqttException afterwards(Optional<String> alert, IOException failure) {
        String found = notes.isAsked()
                ? client.explain(alert)
                : alert.map(name -> "the alert " + name).orElse("its end") + ": see the broker's log";
        return failed(Reason.HANDSHAKE_FAILED, "expected the broker's first answer under TLS, found " + found, failure);
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
        if (plain.records().fault().isPresent()) {
            return without(plain.records().fault().get());
        }
        if (first.isOldVersion()) {
            return options.minimum() == TlsVersion.TLS_1_3
                    ? "a peer that speaks no TLS 1.3: switch it on at the broker, or allow TLS 1.2 here"
                    : "a peer that speaks no TLS 1.2 or 1.3: switch these on at the broker";
        }
        if (first.alert().isPresent()) {
            return "the alert " + first.alert().get()
                    + " (RFC 8446 section 6.2): see the broker's log; Gradus offers TLS 1.3, and"
                    + " TLS 1.2 with ECDHE and AES-GCM or ChaCha20, and takes certificates with RSA from 2048 bits, EC P-256,"
                    + " P-384 or P-521, or EdDSA, signed with SHA-256 or better (for a listener of pre-shared keys use"
                    + " TlsPsk)";
        }
        return Causes.find(failure, UnsafeHelloException.class)
                .map(unsafe -> without(unsafe.getMessage()))
                .orElseGet(() -> later(failure));
    }

    private static String without(@Nullable String lack) {
        return "a peer that answers without " + lack
                + ": update the broker, or the TLS that it uses, and switch TLS 1.3 on there";
    }

    /** After a ServerHello that was right. */
    private String later(IOException failure) {
        Optional<String> alert =
                Alert.in(failure).or(() -> plain.records().alert().map(Alert::name));
        if (notes.isAsked() && (ended(failure) || alert.isPresent())) {
            return client.explain(alert);
        }
        if (Causes.find(failure, SocketTimeoutException.class).isPresent()) {
            return "a peer that did not finish it within the read time-out, or "
                    + options.handshakeTimeout().toMillis()
                    + " ms in all: check that the broker is alive and that this is its TLS port (often 8883)";
        }
        if (alert.isPresent()) {
            return "the alert " + alert.get() + ": see the broker's log";
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

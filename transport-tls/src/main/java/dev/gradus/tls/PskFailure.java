package dev.gradus.tls;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.tls.internal.Printable;
import dev.gradus.tls.psk.PskRefusal;
import dev.gradus.tls.psk.PskRefusal.Why;
import dev.gradus.tls.psk.Terms;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Says why a handshake with a pre-shared key failed. */
final class PskFailure {

    private static final String LISTENER =
            "check that this is the broker's listener for pre-shared keys (often 8884), not for MQTT in clear";

    private final BrokerAddress address;
    private final Duration limit;
    private final String identity;
    private final Terms terms;

    PskFailure(BrokerAddress address, Duration limit, String identity, Terms terms) {
        this.address = address;
        this.limit = limit;
        this.identity = "'" + Printable.text(identity) + "'";
        this.terms = terms;
    }

    SecureMqttException explain(IOException failure, FirstBytes first) {
        Reason reason = failure instanceof PskRefusal refusal && isOfKey(refusal.why())
                ? Reason.PEER_NOT_TRUSTED
                : Reason.HANDSHAKE_FAILED;
        return new SecureMqttException(
                reason,
                Printable.text(address.toString()) + ": expected a handshake of " + version()
                        + " with the pre-shared key of " + identity + ", found " + found(failure, first),
                failure);
    }

    private static boolean isOfKey(Why why) {
        return switch (why) {
            case OTHER_KEY, UNKNOWN_IDENTITY, KEY_NOT_TAKEN -> true;
            case NOTHING_IN_COMMON, OTHER_VERSION, UNSAFE, ALERT -> false;
        };
    }

    private String found(IOException failure, FirstBytes first) {
        if (first.isForeign()) {
            return "no TLS but " + first.describe() + ": " + LISTENER;
        }
        if (failure instanceof PskRefusal refusal) {
            return found(refusal);
        }
        if (failure instanceof UnsafeHelloException) {
            return without(failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return "a peer that did not finish it within the read time-out, or " + limit.toMillis()
                    + " ms in all: check that the broker is alive; " + LISTENER;
        }
        return failure instanceof EOFException || failure instanceof SocketException
                ? "a peer that ended the connection " + (first.isEmpty() ? "without a word" : "halfway") + ": "
                        + LISTENER + "; see the broker's log"
                : "the fault '" + Printable.text(failure.getMessage()) + "': see the broker's log";
    }

    private String found(PskRefusal refusal) {
        return switch (refusal.why()) {
            case OTHER_KEY ->
                "a broker with another key for this identity: compare the two, at mosquitto in its psk_file";
            case UNKNOWN_IDENTITY ->
                "a broker that does not know this identity: add it there, at mosquitto to its psk_file, or correct it";
            case KEY_NOT_TAKEN ->
                "a broker that shows a certificate instead: check that it knows the identity, and that this is its"
                        + " listener for pre-shared keys; for certificates use Tls";
            case NOTHING_IN_COMMON ->
                "a broker that takes none of what is offered (alert " + refusal.alert()
                        + "): check that it knows the identity, that this is its listener for pre-shared keys (for"
                        + " certificates use Tls), and that it has one of the suites of " + terms;
            case OTHER_VERSION -> "a broker that does not speak " + version() + ": " + otherVersion();
            case UNSAFE -> without(refusal);
            case ALERT -> "the alert " + refusal.alert() + " (RFC 8446 section 6.2): see the broker's log";
        };
    }

    private static String without(IOException lack) {
        return "a broker without " + lack.getMessage() + ": bring its TLS up to date";
    }

    private String version() {
        return terms.tls13() ? "TLS 1.3" : "TLS 1.2";
    }

    private String otherVersion() {
        return terms.tls13()
                ? "switch it on there, or give this identity a key for TLS 1.2 alone and choose version(TLS_1_2)"
                : "switch it on there, or give this identity a key for TLS 1.3 alone and leave version out";
    }
}

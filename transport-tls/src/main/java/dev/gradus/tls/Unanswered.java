package dev.gradus.tls;

import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;

/**
 * A connection on whose other end nobody has said anything yet. In TLS 1.3 a broker judges the client's certificate when
 * the client is done already (RFC 8446 section 4.4.2.4): its refusal comes in place of its first answer, as an alert, or as
 * the mere end of the connection where that overtook the alert. Safe for many threads.
 */
final class Unanswered {

    private final HandshakeFailure failure;
    private final boolean asked;
    private volatile boolean over;

    /** Knows whether the broker asked for a certificate in the handshake. */
    Unanswered(HandshakeFailure failure, boolean asked) {
        this.failure = failure;
        this.asked = asked;
    }

    /** The first answer is there. */
    void end() {
        over = true;
    }

    /** Whether the end of the connection, as of now, is the broker's refusal of this client. */
    boolean isRefusedByEnd() {
        return asked && !over;
    }

    /** The same failure, or what it means. */
    IOException explained(IOException e) {
        Optional<String> alert = Alert.in(e);
        boolean ended = asked && Causes.find(e, SocketException.class).isPresent();
        return !over && (ended || alert.isPresent()) ? new IOException(failure.afterwards(alert, e)) : e;
    }
}

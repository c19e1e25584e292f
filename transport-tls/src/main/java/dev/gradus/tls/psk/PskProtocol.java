package dev.gradus.tls.psk;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsClientProtocol;

/**
 * The state of one connection, without I/O of its own. Beyond Bouncy Castle's it can end one direction and keep the other,
 * as TLS 1.3 has it (RFC 8446 section 6.1). For one thread at a time.
 */
final class PskProtocol extends TlsClientProtocol {

    private final boolean halves;
    private boolean inputEnded;
    private boolean outputEnded;

    PskProtocol(Terms terms) {
        this.halves = terms.tls13();
    }

    /** Whether the peer has said goodbye, after all that it had to say. */
    boolean isInputEnded() {
        return inputEnded || (isClosed() && !isFailed());
    }

    boolean isOutputEnded() {
        return outputEnded || isClosed();
    }

    /** Says goodbye and still listens. */
    void endOutput() throws IOException {
        if (!isOutputEnded()) {
            outputEnded = true;
            raiseAlertWarning(AlertDescription.close_notify, "no more output");
        }
    }

    /** What follows a goodbye is ignored (RFC 8446 section 6.1). */
    @Override
    protected void processRecord(short type, byte[] bytes, int from, int size) throws IOException {
        if (!inputEnded) {
            super.processRecord(type, bytes, from, size);
        }
    }

    @Override
    protected void handleAlertWarningMessage(short description) throws IOException {
        boolean goodbye = description == AlertDescription.close_notify && isConnected();
        if (goodbye && (halves || outputEnded)) {
            inputEnded = true;
        } else {
            super.handleAlertWarningMessage(description);
        }
    }
}

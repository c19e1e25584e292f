package dev.gradus.tls.psk;

import dev.gradus.tls.psk.PskRefusal.Why;
import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/** What an alert means in a handshake with a pre-shared key. */
final class Alerts {

    private Alerts() {}

    /** A refusal with its reason, if the failure is one. */
    static IOException explain(IOException failure) {
        if (failure instanceof TlsFatalAlertReceived received) {
            short alert = received.getAlertDescription();
            return new PskRefusal(whyReceived(alert), "the peer sent " + received.getMessage(), alert, failure);
        }
        if (failure.getCause() instanceof PskRefusal refusal) {
            return refusal;
        }
        return failure instanceof TlsFatalAlert raised && tellsOfKey(raised.getAlertDescription())
                ? new PskRefusal(Why.OTHER_KEY, "the peer's proof of the key is wrong", -1, failure)
                : failure;
    }

    private static Why whyReceived(short alert) {
        if (tellsOfKey(alert)) {
            return Why.OTHER_KEY;
        }
        return switch (alert) {
            // OpenSSL's answer to a wrong binder.
            case AlertDescription.illegal_parameter -> Why.OTHER_KEY;
            case AlertDescription.unknown_psk_identity -> Why.UNKNOWN_IDENTITY;
            case AlertDescription.protocol_version -> Why.OTHER_VERSION;
            case AlertDescription.handshake_failure,
                    AlertDescription.insufficient_security,
                    AlertDescription.missing_extension -> Why.NOTHING_IN_COMMON;
            default -> Why.ALERT;
        };
    }

    /** A wrong Finished (RFC 8446 section 4.4.4), or one that can't be decrypted, as each key makes keys of its own. */
    private static boolean tellsOfKey(short alert) {
        return alert == AlertDescription.decrypt_error || alert == AlertDescription.bad_record_mac;
    }
}

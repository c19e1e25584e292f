package dev.gradus.tls.psk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a handshake with a pre-shared key came to nothing, as far as the TLS of either side says so. */
public final class PskRefusal extends IOException {

    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    private final Why why;

    /** The alert that the peer sent; negative if it sent none. */
    private final int alert;

    PskRefusal(Why why, String message) {
        this(why, message, -1, null);
    }

    PskRefusal(Why why, String message, int alert, @Nullable IOException cause) {
        super(message, cause);
        this.why = why;
        this.alert = alert;
    }

    public Why why() {
        return why;
    }

    public int alert() {
        return alert;
    }

    /** The kinds of refusal. */
    public enum Why {
        /** The two sides have different keys, or one has none for the identity. */
        OTHER_KEY,
        /** The peer says that it does not know the identity. */
        UNKNOWN_IDENTITY,
        /** The peer went on without the key, with a certificate. */
        KEY_NOT_TAKEN,
        /** The peer takes none of the suites or keys that are offered. */
        NOTHING_IN_COMMON,
        /** The peer does not speak the version. */
        OTHER_VERSION,
        /** TLS 1.2 without an extension that makes it safe. */
        UNSAFE,
        /** Another alert of the peer's. */
        ALERT
    }
}

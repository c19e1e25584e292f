package dev.gradus.payload;

import dev.gradus.payload.aead.SessionCipher;
import dev.gradus.payload.cose.SessionContext;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session that messages are opened of, with what is the same for all of them. Its keys are derived at the first message
 * that nothing speaks against. Safe for many threads.
 */
final class OpeningSession {

    private final SessionContext context;
    private final byte[] encoded;
    private final String senderName;
    private final SessionData data = new SessionData();
    private final Supplier<Optional<SessionCipher>> derivation;
    private volatile @Nullable SessionCipher cipher;
    private volatile @Nullable String senderText;
    private volatile boolean kept;

    /** The derivation gives nothing once the key is closed. */
    OpeningSession(SessionContext context, byte[] encoded, Supplier<Optional<SessionCipher>> derivation) {
        this.context = context;
        this.encoded = encoded;
        this.senderName = HexFormat.of().formatHex(context.sender().bytes());
        this.derivation = derivation;
    }

    /** Whether it has a context, encoded. */
    boolean isOf(byte[] other) {
        return Arrays.equals(encoded, other);
    }

    SessionContext context() {
        return context;
    }

    /** The sender id in hexadecimal. */
    String senderName() {
        return senderName;
    }

    /** The sender id, escaped for printing: for what is authentic only, as it costs more than finding out that it isn't. */
    String senderText() {
        String known = senderText;
        if (known == null) {
            known = context.sender().toString();
            senderText = known;
        }
        return known;
    }

    SessionData data() {
        return data;
    }

    /** Empty once the key is closed. */
    Optional<SessionCipher> cipher() {
        SessionCipher known = cipher;
        if (known != null) {
            return Optional.of(known);
        }
        Optional<SessionCipher> derived = derivation.get();
        cipher = derived.orElse(null);
        return derived;
    }

    /** Whether it is to be kept, which is said once. */
    boolean keepNow() {
        if (kept) {
            return false;
        }
        kept = true;
        return true;
    }
}

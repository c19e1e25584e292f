package dev.gradus.payload;

import dev.gradus.payload.cose.SessionContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A key with what was opened under it. Safe for many threads. */
final class KeyState {

    /** Sessions whose derived keys are kept; one derived anew costs less than a microsecond. */
    private static final int MAX_CIPHERS = 1_024;

    private final Key key;
    private final ReplayTable replay;
    private final Map<SessionContext, SessionCipher> ciphers = new LinkedHashMap<>(16, 0.75f, true);

    KeyState(Key key, ReplayTable replay) {
        this.key = key;
        this.replay = replay;
    }

    Key key() {
        return key;
    }

    ReplayTable replay() {
        return replay;
    }

    /** The cipher for a session, derived if it is not kept; empty if the key is closed. */
    Optional<SessionCipher> cipher(SessionContext context, byte[] encodedContext) {
        synchronized (ciphers) {
            SessionCipher kept = ciphers.get(context);
            if (kept != null) {
                return key.closed() ? Optional.empty() : Optional.of(kept);
            }
        }
        return KeyDerivation.derive(key, encodedContext);
    }

    /** Keeps a cipher, once a message was authentic under it: what is not authentic must not push others out. */
    void keep(SessionContext context, SessionCipher cipher) {
        synchronized (ciphers) {
            ciphers.putIfAbsent(context, cipher);
            if (ciphers.size() > MAX_CIPHERS) {
                ciphers.remove(ciphers.keySet().iterator().next());
            }
        }
    }
}

package dev.gradus.tls;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** What was seen in each handshake of a context. The JDK tells its managers of the socket alone. */
final class Handshakes {

    private final Map<Socket, Notes> all = new WeakHashMap<>();

    /** Notes of one handshake. */
    static final class Notes {

        private volatile boolean asked;
        private volatile List<X509Certificate> sent = List.of();

        /** Whether the broker asked for a client certificate. */
        boolean isAsked() {
            return asked;
        }

        void noteAsked() {
            asked = true;
        }

        /** The certificates that the broker sent, in its order; none if a session was resumed. */
        List<X509Certificate> sent() {
            return sent;
        }

        void noteSent(X509Certificate... chain) {
            sent = List.of(chain);
        }
    }

    /** Begins a handshake; the notes go with the socket. */
    synchronized Notes begin(Socket socket) {
        Notes notes = new Notes();
        all.put(socket, notes);
        return notes;
    }

    synchronized Optional<Notes> of(@Nullable Socket socket) {
        return Optional.ofNullable(all.get(socket));
    }
}

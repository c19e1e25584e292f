package dev.gradus.tls;

import java.net.Socket;
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

        /** Whether the broker asked for a client certificate. */
        boolean isAsked() {
            return asked;
        }

        void noteAsked() {
            asked = true;
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

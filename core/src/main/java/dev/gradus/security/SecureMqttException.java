package dev.gradus.security;

import org.jspecify.annotations.Nullable;

/**
 * Something outside the program failed: network, broker, peer, file or a limit. Carries a reason, and whether trying
 * again without a change can help. Messages say what was expected, what was found and what to do; none holds a secret.
 */
public final class SecureMqttException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure this is. */
    private final Reason reason;

    /**
     * A failure.
     *
     * @param reason what kind of failure
     * @param message what was expected, what was found, what to do
     */
    public SecureMqttException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * A failure that another one led to.
     *
     * @param reason what kind of failure
     * @param message what was expected, what was found, what to do
     * @param cause what led to it; null if nothing did
     */
    public SecureMqttException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * What kind of failure this is.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Whether the same call may succeed later, with nothing changed on this side.
     *
     * @return whether a retry makes sense
     */
    public boolean retriable() {
        return reason.retriable;
    }

    /** The kinds of failure. */
    public enum Reason {
        /** No broker answered at the address. */
        UNREACHABLE(true),
        /** The broker's answer did not come in time. */
        TIMEOUT(true),
        /** The connection was there and ended. */
        CONNECTION_LOST(true),
        /** The client is not connected. */
        NOT_CONNECTED(true),
        /** The client was closed. */
        CLOSED(false),
        /** The waiting thread was interrupted. */
        INTERRUPTED(true),
        /** The broker refused the user name or the password. */
        BAD_CREDENTIALS(false),
        /** The broker knows the client and does not allow what it asked for. */
        NOT_AUTHORIZED(false),
        /** The broker refused the client identifier. */
        IDENTIFIER_REJECTED(false),
        /** The broker refused, for a reason of its own. */
        REFUSED_BY_BROKER(true),
        /** The broker refused a subscription. */
        SUBSCRIPTION_REFUSED(false),
        /** The peer broke the protocol. */
        PROTOCOL_ERROR(true),
        /** The peer's certificate or key is not to be trusted. */
        PEER_NOT_TRUSTED(false),
        /** No secure connection could be agreed on. */
        HANDSHAKE_FAILED(true),
        /** A file with a password, a key, a certificate or settings could not be read. */
        SECRET_UNAVAILABLE(false),
        /** What was taken of senders before could not be read or kept. */
        STORE_UNAVAILABLE(true),
        /** The packet would be longer than MQTT allows. */
        PACKET_TOO_LARGE(false),
        /** The resource guard refused: the device could not do this. */
        RESOURCE_LIMIT(false),
        /** The strategy can't do this with such a message. */
        UNSUPPORTED(false);

        private final boolean retriable;

        Reason(boolean retriable) {
            this.retriable = retriable;
        }
    }
}

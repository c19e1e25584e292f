package dev.gradus.payload.cose;

/** Key, session, sender and number, which together name one message. Immutable as long as the arrays are not changed. */
public final class MessageName {

    private final byte[] keyId;
    private final byte[] context;
    private final long number;

    /** A name of its parts. */
    public MessageName(byte[] keyId, byte[] context, long number) {
        this.keyId = keyId;
        this.context = context;
        this.number = number;
    }

    /** 1 to 8 bytes. */
    public byte[] keyId() {
        return keyId;
    }

    /** The kid context: session and sender. */
    public byte[] context() {
        return context;
    }

    /** The sequence number, 0 to 2^40 - 1. */
    public long number() {
        return number;
    }
}

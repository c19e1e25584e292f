package dev.gradus.client;

import dev.gradus.security.Opened;

/** A message that was not handed to the application, because its payload could not be opened. Immutable. */
public final class Refused {

    private final Received.Delivery delivery;
    private final byte[] envelope;
    private final Opened.Rejected rejection;

    /**
     * A refused message.
     *
     * @param delivery what the broker said of it
     * @param envelope the payload as it arrived, handed over
     * @param rejection why it was refused
     */
    public Refused(Received.Delivery delivery, byte[] envelope, Opened.Rejected rejection) {
        this.delivery = delivery;
        this.envelope = envelope;
        this.rejection = rejection;
    }

    /**
     * What the broker said of the message.
     *
     * @return topic, QoS and flags
     */
    public Received.Delivery delivery() {
        return delivery;
    }

    /**
     * The payload as it arrived.
     *
     * @return the array itself
     */
    public byte[] envelope() {
        return envelope;
    }

    /**
     * Why the message was refused.
     *
     * @return the outcome and its detail
     */
    public Opened.Rejected rejection() {
        return rejection;
    }

    /** Topic, reason and size. */
    @Override
    public String toString() {
        return "Refused[" + delivery + ", " + rejection + ", " + envelope.length + " bytes]";
    }
}

package dev.gradus.engine;

import dev.gradus.client.Received;
import dev.gradus.message.Qos;
import dev.gradus.spi.PayloadSession;
import java.util.Optional;

/** A message as it came from the transport. */
final class Arrival {

    private final Optional<PayloadSession> session;
    private final Received.Delivery delivery;
    private final byte[] payload;
    private final Runnable acknowledgement;

    Arrival(Optional<PayloadSession> session, Received.Delivery delivery, byte[] payload, Runnable acknowledgement) {
        this.session = session;
        this.delivery = delivery;
        this.payload = payload;
        this.acknowledgement = acknowledgement;
    }

    Optional<PayloadSession> session() {
        return session;
    }

    Received.Delivery delivery() {
        return delivery;
    }

    byte[] payload() {
        return payload;
    }

    boolean unacknowledged() {
        return delivery.qos() == Qos.AT_MOST_ONCE;
    }

    void acknowledge() {
        acknowledgement.run();
    }
}

package dev.gradus.engine;

import dev.gradus.client.Received;
import dev.gradus.message.Qos;
import dev.gradus.spi.PayloadSecurity;
import java.util.Optional;

/** A message as it came from the transport. */
final class Arrival {

    private final Optional<PayloadSecurity> security;
    private final Received.Delivery delivery;
    private final byte[] payload;
    private final Runnable acknowledgement;

    Arrival(Optional<PayloadSecurity> security, Received.Delivery delivery, byte[] payload, Runnable acknowledgement) {
        this.security = security;
        this.delivery = delivery;
        this.payload = payload;
        this.acknowledgement = acknowledgement;
    }

    Optional<PayloadSecurity> security() {
        return security;
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

package dev.gradus.engine;

import dev.gradus.client.Receipt;
import dev.gradus.message.Message;
import dev.gradus.message.PacketSize;
import dev.gradus.security.Attributes;
import dev.gradus.security.Form;
import dev.gradus.security.MessageKind;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.Demand;
import dev.gradus.spi.OutboundMessage;
import dev.gradus.spi.PayloadSecurity;
import dev.gradus.spi.Reservation;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The way of a message out: size, guard, gate, seal, send. Safe for many threads. */
final class Outbound {

    private static final Reservation NOTHING = () -> {};
    private static final Attributes RETAINED =
            Attributes.builder(MessageKind.RETAINED).build();

    private final EngineParts parts;
    private final Gate gate;

    /** Numbers are given and packets sent in one order, or a receiver would take messages for late ones. */
    private final Object order = new Object();

    Outbound(EngineParts parts, Gate gate) {
        this.parts = parts;
        this.gate = gate;
    }

    /** Sends a message on the link that is there once it may leave. */
    CompletionStage<Receipt> send(Message message, Supplier<Link> link) {
        checkSize(message);
        Reservation reservation = reserve(message);
        try {
            gate.enter(message.qos());
        } catch (SecureMqttException e) {
            reservation.close();
            throw e;
        }
        try {
            return sendNow(message, link.get()).whenComplete((receipt, failure) -> leave(message, reservation));
        } catch (RuntimeException | Error e) { // Memory may be too short to seal a large message.
            leave(message, reservation);
            throw e;
        }
    }

    private void leave(Message message, Reservation reservation) {
        reservation.close();
        gate.leave(message.qos());
    }

    private CompletionStage<Receipt> sendNow(Message message, Link link) {
        synchronized (order) {
            byte[] payload = message.payload();
            byte[] sealed = link.payload()
                    .map(session -> session.seal(message.topic(), payload, attributes(message)))
                    .orElse(payload);
            // What is said of a message beside its payload takes room too, which the footprint does not know of.
            checkPacket(message, sealed.length);
            OutboundMessage outbound = new OutboundMessage(message.topic(), sealed, message.qos(), message.retained());
            return link.connection()
                    .publish(outbound)
                    .thenApply(done -> new Receipt(message.topic(), message.qos(), sealed.length));
        }
    }

    private Reservation reserve(Message message) {
        return parts.guard()
                .map(guard -> guard.reserve(
                        new Demand(parts.configuration(), message.topic(), message.qos(), message.payloadSizeBytes())))
                .orElse(NOTHING);
    }

    private void checkSize(Message message) {
        Optional<PayloadSecurity> payload = parts.strategies().payload();
        int size = message.payloadSizeBytes();
        long onWire = size > PacketSize.MAX_REMAINING_LENGTH || payload.isEmpty()
                ? size
                : payload.get().footprint(Form.WHOLE, size).payloadBytes();
        checkPacket(message, onWire);
    }

    private static Attributes attributes(Message message) {
        return message.retained() ? RETAINED : Attributes.live();
    }

    private static void checkPacket(Message message, long payloadBytes) {
        long remaining = PacketSize.publish(message.topic(), message.qos(), payloadBytes);
        if (remaining > PacketSize.MAX_REMAINING_LENGTH) {
            throw new SecureMqttException(
                    Reason.PACKET_TOO_LARGE,
                    "an MQTT packet holds at most " + PacketSize.MAX_REMAINING_LENGTH + " bytes, found " + remaining
                            + " with topic and payload as sent: split the message");
        }
    }
}

package dev.gradus.engine;

import dev.gradus.client.Received;
import dev.gradus.client.Refused;
import dev.gradus.message.TopicName;
import dev.gradus.security.Claim;
import dev.gradus.security.Opened;
import dev.gradus.security.SecureMqttException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Opens a message where it is sealed, hands it over, and settles what came of it: first the claim on its number, then
 * the acknowledgement, so that a crash between any two steps neither loses it nor lets it in twice unseen. For the one
 * thread of the handlers.
 */
final class Reception {

    /** When the store of what was taken is asked again after it failed. */
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(5);

    private static final System.Logger LOGGER = System.getLogger(Reception.class.getName());

    private final Consumer<Received> handlers;
    private final Consumer<Refused> onRefused;
    private final Postponed postponed;

    Reception(Consumer<Received> handlers, Consumer<Refused> onRefused, Postponed postponed) {
        this.handlers = handlers;
        this.onRefused = onRefused;
        this.postponed = postponed;
    }

    void receive(Arrival arrival) {
        boolean settled = true;
        try {
            settled = handle(arrival);
        } catch (Throwable e) { // An Error of a handler must not end the thread that serves all others.
            LOGGER.log(System.Logger.Level.ERROR, "a message on " + topic(arrival) + " was not handled", e);
        }
        if (settled) {
            arrival.acknowledge();
        }
    }

    /** Whether the message may be acknowledged. */
    private boolean handle(Arrival arrival) {
        if (arrival.session().isEmpty()) {
            handlers.accept(new Received(arrival.delivery(), arrival.payload()));
            return true;
        }
        Opened opened;
        try {
            opened = arrival.session().get().open(topic(arrival), arrival.payload());
        } catch (SecureMqttException e) {
            warn("a message on " + topic(arrival) + " is neither delivered nor acknowledged", e);
            postponed.offer(arrival, STORE_PATIENCE, this::receive);
            return false;
        }
        return settle(arrival, opened);
    }

    private boolean settle(Arrival arrival, Opened opened) {
        if (opened instanceof Opened.Accepted accepted) {
            return deliver(new Received(arrival.delivery(), accepted), accepted.claim());
        }
        Opened.Rejected rejected = (Opened.Rejected) opened;
        if (rejected.retryAfter()
                .map(delay -> postponed.offer(arrival, delay, this::receive))
                .orElse(false)) {
            return false;
        }
        LOGGER.log(System.Logger.Level.DEBUG, "refused on {0}: {1}", topic(arrival), rejected);
        onRefused.accept(new Refused(arrival.delivery(), arrival.payload(), rejected));
        return true;
    }

    private boolean deliver(Received received, Claim claim) {
        try {
            handlers.accept(received);
        } catch (Throwable e) { // What a handler could not take is not to come again and again.
            LOGGER.log(System.Logger.Level.ERROR, "a message on " + received.topic() + " was not handled", e);
        }
        try {
            claim.commit();
            return true;
        } catch (SecureMqttException e) {
            warn("a message on " + received.topic() + " was handled and is not acknowledged, it will come again", e);
            return false;
        }
    }

    private static TopicName topic(Arrival arrival) {
        return arrival.delivery().topic();
    }

    private static void warn(String what, SecureMqttException why) {
        LOGGER.log(System.Logger.Level.WARNING, what + ": " + why.getMessage());
    }
}

package dev.gradus.engine;

import dev.gradus.client.MessageHandler;
import dev.gradus.client.Received;
import dev.gradus.client.Refused;
import dev.gradus.message.TopicFilter;
import dev.gradus.security.Opened;
import dev.gradus.spi.PayloadSecurity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Opens messages and hands them to their handlers, in order, on a thread of its own. Safe for many threads. */
final class Inbound {

    /** So many may wait for their handler; above that the transport reads no further. */
    private static final int QUEUE = 10_000;

    private static final System.Logger LOGGER = System.getLogger(Inbound.class.getName());

    private final Map<TopicFilter, MessageHandler> handlers = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(QUEUE);
    private final Consumer<Refused> onRefused;
    private final Worker worker;

    Inbound(String threadName, Consumer<Refused> onRefused) {
        this.worker = new Worker(threadName);
        this.onRefused = onRefused;
    }

    /** Sets a handler; what is given back undoes that, unless yet another one took its place. */
    Runnable handle(TopicFilter filter, MessageHandler handler) {
        MessageHandler before = handlers.put(filter, handler);
        return () -> handlers.computeIfPresent(filter, (same, now) -> now == handler ? before : now);
    }

    /** Runs the work of one message later; waits while too much is queued. */
    void enqueue(Runnable work) {
        room.acquireUninterruptibly();
        boolean taken = worker.offer(() -> {
            try {
                work.run();
            } finally {
                room.release();
            }
        });
        if (!taken) {
            room.release();
        }
    }

    /** Takes no more and handles what is queued, for so long. */
    void drain(Duration atMost) {
        worker.drain(atMost);
    }

    /** Drops what is queued, which stays unacknowledged, so that the broker has it still. */
    void close() {
        room.release(worker.stop().size());
    }

    /** Opens a message where it is sealed and hands it over; the caller acknowledges it whatever came of it. */
    void process(Optional<PayloadSecurity> security, Received.Delivery delivery, byte[] payload) {
        try {
            open(security, delivery, payload).ifPresent(this::deliver);
        } catch (Throwable e) { // An Error of a handler must not end the thread that serves all others.
            LOGGER.log(System.Logger.Level.ERROR, "a message on " + delivery.topic() + " was not handled", e);
        }
    }

    private Optional<Received> open(Optional<PayloadSecurity> security, Received.Delivery delivery, byte[] payload) {
        if (security.isEmpty()) {
            return Optional.of(new Received(delivery, payload));
        }
        Opened opened = security.get().open(delivery.topic(), payload);
        if (opened instanceof Opened.Accepted accepted) {
            return Optional.of(new Received(delivery, accepted.plaintext(), accepted.provenance()));
        }
        LOGGER.log(System.Logger.Level.DEBUG, "refused on {0}: {1}", delivery.topic(), opened);
        onRefused.accept(new Refused(delivery, payload, (Opened.Rejected) opened));
        return Optional.empty();
    }

    private void deliver(Received received) {
        handlers.forEach((filter, handler) -> {
            if (filter.matches(received.topic())) {
                call(handler, received);
            }
        });
    }

    private static void call(MessageHandler handler, Received received) {
        try {
            handler.handle(received);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOGGER.log(System.Logger.Level.WARNING, "the handler of " + received.topic() + " failed", e);
        }
    }
}

package dev.gradus.engine;

import dev.gradus.client.MessageHandler;
import dev.gradus.client.Received;
import dev.gradus.client.Refused;
import dev.gradus.message.TopicFilter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Queues messages for their handlers, in order, on a thread of its own. Safe for many threads. */
final class Inbound {

    /** So many messages at QoS 0 may wait for their handlers, and so many of a kept session for a subscription. */
    private static final int ROOM = 10_000;

    private static final System.Logger LOGGER = System.getLogger(Inbound.class.getName());

    private final Map<TopicFilter, MessageHandler> handlers = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final AtomicLong dropped = new AtomicLong();

    /** Touched on the worker only. */
    private final Deque<Arrival> held = new ArrayDeque<>();

    private final boolean sessionKept;
    private final Worker worker;
    private final Reception reception;

    Inbound(String threadName, boolean sessionKept, Consumer<Refused> onRefused) {
        this.sessionKept = sessionKept;
        this.worker = new Worker(threadName);
        this.reception = new Reception(this::deliver, onRefused, new Postponed(worker));
    }

    /** Sets a handler; what is given back undoes that, unless yet another one took its place. */
    Runnable handle(TopicFilter filter, MessageHandler handler) {
        MessageHandler before = handlers.put(filter, handler);
        worker.offer(this::processHeld);
        return () -> handlers.computeIfPresent(filter, (same, now) -> now == handler ? before : now);
    }

    /**
     * Takes a message and never waits, as answers come on the transport's same thread. Messages that are acknowledged
     * are bounded by the broker, which waits for acknowledgements; the others by the room here.
     */
    void arrived(Arrival arrival) {
        if (!arrival.unacknowledged()) {
            worker.offer(() -> process(arrival));
            return;
        }
        if (!room.tryAcquire()) {
            countDropped(arrival);
            return;
        }
        boolean taken = worker.offer(() -> {
            try {
                process(arrival);
            } finally {
                room.release();
            }
        });
        if (!taken) {
            room.release();
        }
    }

    private void countDropped(Arrival arrival) {
        long count = dropped.incrementAndGet();
        if (Long.bitCount(count) == 1) { // At 1, 2, 4, 8 ...: a flood must not flood the log as well.
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "{0} messages at QoS 0 were dropped as {1} wait for their handlers, the last on {2}",
                    count,
                    ROOM,
                    arrival.delivery().topic());
        }
    }

    /** The connection is gone: what no handler was there for will come again. */
    void forgetHeld() {
        worker.offer(held::clear);
    }

    /** Takes no more and handles what is queued, for so long. */
    void drain(Duration atMost) {
        worker.drain(atMost);
    }

    /** Drops what is queued, which stays unacknowledged, so that the broker has it still. */
    void close() {
        worker.stop();
    }

    /** Runs on the worker. What was held comes first: a handler may have been set since, and order is to stay. */
    private void process(Arrival arrival) {
        if (sessionKept && !isAwaited(arrival)) {
            hold(arrival);
            return;
        }
        processHeld();
        reception.receive(arrival);
    }

    private boolean isAwaited(Arrival arrival) {
        return handlers.keySet().stream()
                .anyMatch(filter -> filter.matches(arrival.delivery().topic()));
    }

    /**
     * A broker that kept the session sends before the client can have subscribed again. Unopened and unacknowledged, the
     * message is not lost if the process ends; above the bound it stays with the broker alone.
     */
    private void hold(Arrival arrival) {
        if (!arrival.unacknowledged() && held.size() < ROOM) {
            held.add(arrival);
        }
    }

    private void processHeld() {
        if (held.isEmpty()) {
            return;
        }
        List<Arrival> awaited = held.stream().filter(this::isAwaited).toList();
        held.removeAll(awaited);
        awaited.forEach(reception::receive);
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

package dev.gradus.engine;

import dev.gradus.client.Connected;
import dev.gradus.client.ConnectionState;
import dev.gradus.client.MessageHandler;
import dev.gradus.client.Receipt;
import dev.gradus.client.Subscription;
import dev.gradus.message.Message;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.PayloadSecurity;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind every client. Safe for use by many threads.
 *
 * <p>Three threads at most are its own: one connects and ends, one runs handlers, one completes futures and tells of
 * states. A handler that never returns therefore holds back neither futures nor the gate: places in the gate are given
 * back on the transport's thread.
 */
public final class Engine {

    private static final System.Logger LOGGER = System.getLogger(Engine.class.getName());

    private final EngineParts parts;
    private final Gate gate;
    private final Outbound outbound;
    private final Inbound inbound;
    private final Worker notifier;
    private final Connector connector;
    private final String threadPrefix;

    private @Nullable Link link;
    private @Nullable CompletableFuture<Connected> connecting;
    private @Nullable Thread connectThread;
    private boolean closed;

    /**
     * An engine that is not connected. Does no I/O.
     *
     * @param parts what it is made of
     */
    public Engine(EngineParts parts) {
        this.parts = parts;
        this.threadPrefix = "gradus-" + parts.settings().clientId() + "-";
        this.gate = new Gate(parts.settings().inFlight());
        this.outbound = new Outbound(parts, gate);
        this.inbound = new Inbound(
                threadPrefix + "handlers", parts.settings().session().kept(), parts.onRefused());
        this.notifier = new Worker(threadPrefix + "notifier");
        this.connector = new Connector(parts, inbound);
    }

    /**
     * Connects, on a thread of its own. While a connection is there or being made, the same future is given again.
     *
     * @return completes when a broker took the client; fails with a {@link SecureMqttException}
     */
    public synchronized CompletableFuture<Connected> connect() {
        if (closed) {
            return CompletableFuture.failedFuture(closedFailure());
        }
        if (connecting != null) {
            return connecting.copy();
        }
        CompletableFuture<Connected> future = new CompletableFuture<>();
        connecting = future;
        tell(new ConnectionState.Connecting());
        Thread thread = new Thread(() -> connectNow(future), threadPrefix + "connect");
        thread.setDaemon(true);
        connectThread = thread;
        thread.start();
        return future.copy();
    }

    private void connectNow(CompletableFuture<Connected> future) {
        try {
            Link made = connector.connect(cause -> lost(future, cause), () -> wanted(future));
            if (install(made, future)) {
                complete(() -> future.complete(made.connected()));
            } else {
                made.connection().close(Duration.ZERO);
                lost(future, closedFailure());
            }
        } catch (SecureMqttException e) {
            lost(future, e);
        } catch (RuntimeException | Error e) { // Whatever a transport throws, the future must not hang.
            lost(future, new SecureMqttException(Reason.HANDSHAKE_FAILED, "connecting failed: " + e, e));
        }
    }

    private synchronized boolean wanted(CompletableFuture<Connected> future) {
        return !closed && connecting == future;
    }

    private synchronized boolean install(Link made, CompletableFuture<Connected> future) {
        if (!wanted(future)) {
            return false;
        }
        link = made;
        LOGGER.log(
                System.Logger.Level.INFO,
                "connected to {0} at {1}",
                made.connected().address(),
                made.connected().levels());
        tell(new ConnectionState.Online(made.connected()));
        return true;
    }

    private void lost(CompletableFuture<Connected> attempt, SecureMqttException cause) {
        synchronized (this) {
            if (connecting != attempt) {
                return;
            }
            connecting = null;
            link = null;
            inbound.forgetHeld();
            tell(new ConnectionState.Offline(cause));
        }
        complete(() -> attempt.completeExceptionally(cause));
    }

    /** Completes a future on the notifier, or here once that is closed. */
    private void complete(Runnable completion) {
        if (!notifier.offer(completion)) {
            completion.run();
        }
    }

    /**
     * Publishes a message; waits while too many are in flight.
     *
     * @param message what to publish
     * @return completes when the broker has taken the message for its QoS; fails with a {@link SecureMqttException}
     */
    public CompletableFuture<Receipt> publish(Message message) {
        return guarded(() -> {
            current();
            return outbound.send(message, this::current);
        });
    }

    /**
     * Subscribes.
     *
     * @param filter the topics
     * @param qos the highest QoS wanted
     * @param handler takes the messages
     * @return what the broker granted; fails with a {@link SecureMqttException}
     */
    public CompletableFuture<Subscription> subscribe(TopicFilter filter, Qos qos, MessageHandler handler) {
        return guarded(() -> {
                    Link now = current();
                    refuseSharedSealed(filter);
                    Runnable undo = inbound.handle(filter, handler);
                    return now.connection().subscribe(filter, qos).whenComplete((granted, failure) -> {
                        if (failure != null) {
                            undo.run();
                        }
                    });
                })
                .thenApply(granted -> new Subscription(filter, granted));
    }

    private void refuseSharedSealed(TopicFilter filter) {
        boolean shareable =
                parts.strategies().payload().map(PayloadSecurity::opensShared).orElse(true);
        if (filter.group().isPresent() && !shareable) {
            throw new SecureMqttException(
                    Reason.UNSUPPORTED,
                    "a group that shares sealed messages has to share what it knows of replays, found a strategy that"
                            + " does not: give the group a common replay store, accept replays within the group, or"
                            + " subscribe to " + filter + " without $share");
        }
    }

    /**
     * Drains and closes. Can be called twice and from any thread, a handler's too.
     *
     * @param atMost how long that may take; what is left then fails
     */
    public void close(Duration atMost) {
        Link last;
        CompletableFuture<Connected> attempt;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = link;
            attempt = connecting;
        }
        Deadline deadline = Deadline.in(atMost);
        if (last != null) {
            gate.awaitEmpty(deadline.left());
        } else if (attempt != null) {
            giveUp(attempt);
        }
        inbound.drain(deadline.left());
        if (last != null) {
            last.connection().close(deadline.left());
        }
        synchronized (this) {
            link = null;
            connecting = null;
            tell(new ConnectionState.Closed());
        }
        inbound.close();
        notifier.close(deadline.left()).forEach(Runnable::run);
    }

    private void giveUp(CompletableFuture<Connected> attempt) {
        Thread thread;
        synchronized (this) {
            thread = connectThread;
        }
        lost(attempt, closedFailure()); // First, or the future may say INTERRUPTED, which can be tried again.
        if (thread != null) {
            thread.interrupt();
        }
    }

    private synchronized Link current() {
        if (closed) {
            throw closedFailure();
        }
        if (link == null) {
            throw new SecureMqttException(
                    Reason.NOT_CONNECTED, "the client is not connected: call connect() and wait for its future");
        }
        return link;
    }

    private static SecureMqttException closedFailure() {
        return new SecureMqttException(Reason.CLOSED, "the client was closed: build a new one");
    }

    private void tell(ConnectionState state) {
        notifier.offer(() -> {
            try {
                parts.onState().accept(state);
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.WARNING, "the listener of connection states failed", e);
            }
        });
    }

    /** Turns a stage of the transport into a future that completes on the notifier, and failures into failed ones. */
    private <T> CompletableFuture<T> guarded(Supplier<CompletionStage<T>> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            call.get().whenComplete((value, failure) -> {
                complete(
                        failure == null
                                ? () -> future.complete(value)
                                : () -> future.completeExceptionally(unwrapped(failure)));
            });
        } catch (SecureMqttException e) {
            future.completeExceptionally(e);
        }
        return future;
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

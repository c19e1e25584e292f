package dev.gradus.testkit;

import dev.gradus.client.Received;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.ConnectionListener;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a transport tells, and acknowledges each message. Safe for many threads. */
final class RecordingListener implements ConnectionListener {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final BlockingQueue<SecureMqttException> losses = new LinkedBlockingQueue<>();

    @Override
    public void arrived(Received.Delivery delivery, byte[] payload, Runnable acknowledgement) {
        arrived.add(new Arrived(delivery, new String(payload, StandardCharsets.UTF_8)));
        acknowledgement.run();
    }

    @Override
    public void lost(SecureMqttException cause) {
        losses.add(cause);
    }

    Arrived next() throws InterruptedException {
        Arrived next = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("a message was expected, found none within " + PATIENCE_SECONDS + " s");
        }
        return next;
    }

    SecureMqttException lost() throws InterruptedException {
        SecureMqttException cause = losses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (cause == null) {
            throw new AssertionError("a loss was expected, found none within " + PATIENCE_SECONDS + " s");
        }
        return cause;
    }

    Queue<SecureMqttException> losses() {
        return losses;
    }

    /**
     * A message.
     *
     * @param delivery what the broker said of it
     * @param text its payload
     */
    record Arrived(Received.Delivery delivery, String text) {}
}

package dev.gradus.cli.demo;

import dev.gradus.ClientBuilder;
import dev.gradus.SecurePublisher;
import dev.gradus.SecureSubscriber;
import dev.gradus.broker.EmbeddedBroker;
import dev.gradus.broker.RecordingProxy;
import dev.gradus.broker.RunningBroker;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.spi.SecurityStrategy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Publishes a reading through a recording proxy and looks at both ends. For one thread. */
final class Demonstration {

    static final String TOPIC = "greenhouse/7/temperature";
    static final int WARM_UP = 100;
    static final int TIMED = 200;

    private static final long PATIENCE_SECONDS = 20;

    private final Scene scene;
    private final String mark;
    private final String password;

    Demonstration(Scene scene, String mark, String password) {
        this.scene = scene;
        this.mark = mark;
        this.password = password;
    }

    Showing run() throws Exception {
        BlockingQueue<String> received = new ArrayBlockingQueue<>(1 + WARM_UP + TIMED);
        byte[] reading = ("21.5 " + mark).getBytes(StandardCharsets.UTF_8);
        try (RunningBroker broker = EmbeddedBroker.start(scene.broker());
                RecordingProxy proxy = RecordingProxy.start(broker.host(), broker.port());
                SecureSubscriber subscriber = secured(SecureSubscriber.builder(broker.address()), "display");
                SecurePublisher publisher = secured(SecurePublisher.builder(address(proxy)), "sensor-7")) {
            subscriber.connect().get();
            subscriber
                    .subscribe(
                            TopicFilter.of(TOPIC),
                            Qos.AT_LEAST_ONCE,
                            message -> received.add(new String(message.payload(), StandardCharsets.UTF_8)))
                    .get();
            publisher.connect().get();
            publisher.publish(TOPIC, reading, Qos.AT_LEAST_ONCE).get();
            String got = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            boolean delivered = got != null && Arrays.equals(reading, got.getBytes(StandardCharsets.UTF_8));
            return timed(publisher, proxy, reading, delivered);
        }
    }

    private Showing timed(SecurePublisher publisher, RecordingProxy proxy, byte[] reading, boolean delivered)
            throws InterruptedException, ExecutionException {
        publish(publisher, reading, WARM_UP);
        long before = proxy.wireBytes();
        double[] millis = publish(publisher, reading, TIMED);
        double wireBytes = (proxy.wireBytes() - before) / (double) TIMED;
        Arrays.sort(millis);
        return new Showing(scene, delivered, overheard(proxy), wireBytes, millis[TIMED / 2]);
    }

    private Overheard overheard(RecordingProxy proxy) {
        Overheard sent = Overheard.in(proxy.fromClient(), mark, TOPIC, password);
        Overheard answered = Overheard.in(proxy.fromServer(), mark, TOPIC, password);
        return new Overheard(
                sent.payload() || answered.payload(),
                sent.topic() || answered.topic(),
                sent.password() || answered.password());
    }

    private static double[] publish(SecurePublisher publisher, byte[] reading, int count)
            throws InterruptedException, ExecutionException {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            publisher.publish(TOPIC, reading, Qos.AT_LEAST_ONCE).get();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return millis;
    }

    private String address(RecordingProxy proxy) {
        return (scene.tls() ? "mqtts" : "mqtt") + "://localhost:" + proxy.port();
    }

    /** Only here is a password let out in clear: it was made for this. */
    private <C> C secured(ClientBuilder<C> builder, String clientId) {
        builder.clientId(clientId).security(scene.strategies().toArray(SecurityStrategy[]::new));
        return (scene.passwordSent() ? builder.allowCleartextPassword() : builder).build();
    }
}

package dev.gradus.benchmarks.bulk;

import dev.gradus.SecurePublisher;
import dev.gradus.client.InFlight;
import dev.gradus.message.Qos;
import dev.gradus.tls.Tls;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** This library at L3. */
final class GradusPublisher implements Publisher {

    private final SecurePublisher publisher;

    private GradusPublisher(SecurePublisher publisher) {
        this.publisher = publisher;
    }

    static GradusPublisher connect(String address, Path ca) throws InterruptedException, ExecutionException {
        SecurePublisher publisher = SecurePublisher.builder(address)
                .clientId("bench-gradus")
                .security(Tls.trusting(ca))
                .inFlight(InFlight.of(IN_FLIGHT))
                .build();
        try {
            publisher.connect().get();
            return new GradusPublisher(publisher);
        } catch (InterruptedException | ExecutionException e) {
            publisher.close();
            throw e;
        }
    }

    @Override
    public void publish(byte[] payload, int count) throws InterruptedException, ExecutionException {
        CompletableFuture<?>[] all = new CompletableFuture<?>[count];
        for (int i = 0; i < count; i++) {
            all[i] = publisher.publish(TOPIC, payload, Qos.AT_LEAST_ONCE);
        }
        CompletableFuture.allOf(all).get();
    }

    @Override
    public void close() {
        publisher.close();
    }
}

package dev.gradus.examples;

import dev.gradus.SecurePublisher;
import dev.gradus.esp32.Esp32Profile;
import dev.gradus.message.Qos;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.PayloadEncryption;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** A publisher on a JVM that refuses what an ESP32 could not hold, so that a device finds nothing new later. */
public final class Esp32Example {

    private Esp32Example() {}

    /**
     * Publishes a message that an ESP32 can seal, and tries one that it can't.
     *
     * @param args the broker, such as {@code mqtt://localhost:1883}; the keyset file
     * @throws Exception if that fails
     */
    public static void main(String[] args) throws Exception {
        System.out.println(run(args[0], Path.of(args[1])));
    }

    static String run(String broker, Path keysetFile) throws Exception {
        try (Keyset keyset = Keyset.load(keysetFile);
                SecurePublisher publisher = SecurePublisher.builder(broker)
                        .clientId("greenhouse-7")
                        .security(PayloadEncryption.with(keyset))
                        .constrainedTo(Esp32Profile.wroom())
                        .build()) {
            publisher.connect().get();
            publisher
                    .publish("greenhouse/7/image", new byte[32_000], Qos.AT_LEAST_ONCE)
                    .get();
            return "32,000 bytes sent; " + refusal(publisher);
        }
    }

    private static String refusal(SecurePublisher publisher) throws InterruptedException {
        try {
            publisher
                    .publish("greenhouse/7/image", new byte[80_000], Qos.AT_LEAST_ONCE)
                    .get();
            return "80,000 bytes sent";
        } catch (ExecutionException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

package dev.gradus.examples;

import dev.gradus.SecurePublisher;
import dev.gradus.message.Qos;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.PayloadEncryption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** L2: only who has the keyset reads the reading, not even the broker. */
public final class PayloadEncryptionExample {

    private PayloadEncryptionExample() {}

    /**
     * Publishes a sealed reading.
     *
     * @param args the broker, such as {@code mqtt://localhost:1883}; the keyset file
     * @throws Exception if that fails
     */
    public static void main(String[] args) throws Exception {
        try (Keyset keyset = Keyset.load(Path.of(args[1]));
                SecurePublisher publisher = SecurePublisher.builder(args[0])
                        .clientId("greenhouse-7")
                        .security(PayloadEncryption.with(keyset))
                        .build()) {
            publisher.connect().get();
            byte[] reading = "21.5".getBytes(StandardCharsets.UTF_8);
            publisher
                    .publish("greenhouse/7/temperature", reading, Qos.AT_LEAST_ONCE)
                    .get();
        }
    }
}

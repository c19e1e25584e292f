package dev.gradus.examples;

import dev.gradus.SecurePublisher;
import dev.gradus.message.Qos;
import dev.gradus.spi.NoSecurity;
import java.nio.charset.StandardCharsets;

/** L0: a reading that anyone on the way can read and change. For a network that is protected as a whole. */
public final class NoSecurityExample {

    private NoSecurityExample() {}

    /**
     * Publishes a reading.
     *
     * @param args the broker, such as {@code mqtt://localhost:1883}
     * @throws Exception if that fails
     */
    public static void main(String[] args) throws Exception {
        try (SecurePublisher publisher = SecurePublisher.builder(args[0])
                .clientId("greenhouse-7")
                .security(NoSecurity.unprotected())
                .build()) {
            publisher.connect().get();
            byte[] reading = "21.5".getBytes(StandardCharsets.UTF_8);
            publisher
                    .publish("greenhouse/7/temperature", reading, Qos.AT_LEAST_ONCE)
                    .get();
        }
    }
}

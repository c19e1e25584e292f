package dev.gradus.examples;

import dev.gradus.SecurePublisher;
import dev.gradus.message.Qos;
import dev.gradus.password.PasswordAuthentication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** L1: the broker knows who publishes. Without TLS the password can be read on the way, which has to be allowed. */
public final class PasswordExample {

    private PasswordExample() {}

    /**
     * Publishes a reading.
     *
     * @param args the broker, such as {@code mqtt://localhost:1883}; the user name; the file that holds the password
     * @throws Exception if that fails
     */
    public static void main(String[] args) throws Exception {
        try (SecurePublisher publisher = SecurePublisher.builder(args[0])
                .clientId("greenhouse-7")
                .security(PasswordAuthentication.of(args[1], Path.of(args[2])))
                .allowCleartextPassword()
                .build()) {
            publisher.connect().get();
            byte[] reading = "21.5".getBytes(StandardCharsets.UTF_8);
            publisher
                    .publish("greenhouse/7/temperature", reading, Qos.AT_LEAST_ONCE)
                    .get();
        }
    }
}

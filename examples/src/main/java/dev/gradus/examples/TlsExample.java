package dev.gradus.examples;

import dev.gradus.SecurePublisher;
import dev.gradus.message.Qos;
import dev.gradus.tls.Tls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** L3: nobody between here and the broker reads or changes anything. */
public final class TlsExample {

    private TlsExample() {}

    /**
     * Publishes a reading under TLS.
     *
     * @param args the broker, such as {@code mqtts://localhost:8883}; the CA's certificate in PEM
     * @throws Exception if that fails
     */
    public static void main(String[] args) throws Exception {
        try (SecurePublisher publisher = SecurePublisher.builder(args[0])
                .clientId("greenhouse-7")
                .security(Tls.trusting(Path.of(args[1])))
                .build()) {
            publisher.connect().get();
            byte[] reading = "21.5".getBytes(StandardCharsets.UTF_8);
            publisher
                    .publish("greenhouse/7/temperature", reading, Qos.AT_LEAST_ONCE)
                    .get();
        }
    }
}

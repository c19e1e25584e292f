package dev.gradus.examples;

import dev.gradus.SecurePublisher;
import dev.gradus.SecureSubscriber;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.PayloadEncryption;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ReplayStore;
import dev.gradus.tls.Tls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** L1, L2 and L3 together: a password that only the broker sees, in a connection and a payload that nobody else reads. */
public final class AllLevelsExample {

    private AllLevelsExample() {}

    /**
     * Publishes a sealed reading under TLS, receives it and prints it.
     *
     * @param args the broker, such as {@code mqtts://localhost:8883}; the user name; the file that holds the password;
     *     the CA's certificate in PEM; the keyset file
     * @throws Exception if that fails
     */
    public static void main(String[] args) throws Exception {
        System.out.println(run(args[0], args[1], Path.of(args[2]), new Files(Path.of(args[3]), Path.of(args[4]))));
    }

    static String run(String broker, String user, Path passwordFile, Files files) throws Exception {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        try (Keyset keyset = Keyset.load(files.keyset());
                SecurePublisher sensor = SecurePublisher.builder(broker)
                        .clientId("greenhouse-7")
                        .security(
                                Tls.trusting(files.ca()),
                                PayloadEncryption.with(keyset),
                                PasswordAuthentication.of(user, passwordFile))
                        .require(SecurityLevel.L2, SecurityLevel.L3)
                        .build();
                SecureSubscriber display = SecureSubscriber.builder(broker)
                        .clientId("display")
                        .security(
                                Tls.trusting(files.ca()),
                                PayloadEncryption.builder(keyset)
                                        .replay(ReplayStore.inMemory())
                                        .build(),
                                PasswordAuthentication.of(user, passwordFile))
                        .build()) {
            display.connect().get();
            display.subscribe(
                            TopicFilter.of("greenhouse/+/temperature"),
                            Qos.AT_LEAST_ONCE,
                            received -> arrived.complete(new String(received.payload(), StandardCharsets.UTF_8)))
                    .get();
            sensor.connect().get();
            byte[] reading = "21.5".getBytes(StandardCharsets.UTF_8);
            sensor.publish("greenhouse/7/temperature", reading, Qos.AT_LEAST_ONCE)
                    .get();
            return arrived.get(10, TimeUnit.SECONDS);
        }
    }

    /**
     * What both ends read.
     *
     * @param ca the CA's certificate
     * @param keyset the keyset
     */
    record Files(Path ca, Path keyset) {}
}

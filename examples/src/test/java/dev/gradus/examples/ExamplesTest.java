package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.ClientBuilder;
import dev.gradus.SecureSubscriber;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.PayloadEncryption;
import dev.gradus.spi.NoSecurity;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.testkit.BrokerSecurity;
import dev.gradus.testkit.EachBroker;
import dev.gradus.testkit.TestBroker;
import dev.gradus.tls.Tls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each example runs, and a subscriber of the same level gets its reading. */
@Timeout(60)
class ExamplesTest {

    @TempDir
    private Path folder;

    @EachBroker(BrokerSecurity.PLAIN)
    void noSecurity_run_readingArrives(TestBroker broker) throws Exception {
        assertArrives(broker, () -> NoSecurityExample.main(new String[] {broker.address()}), NoSecurity.unprotected());
    }

    @EachBroker(BrokerSecurity.PASSWORD)
    void password_run_readingArrives(TestBroker broker) throws Exception {
        String[] args = {
            broker.address(), broker.username(), broker.passwordFile().toString()
        };

        assertArrives(
                broker,
                () -> PasswordExample.main(args),
                PasswordAuthentication.of(broker.username(), broker.passwordFile()));
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void payloadEncryption_run_readingArrives(TestBroker broker) throws Exception {
        Path file = folder.resolve("keyset.json");
        try (Keyset keyset = Keyset.generate()) {
            keyset.write(file);
            String[] args = {broker.address(), file.toString()};

            assertArrives(
                    broker,
                    () -> PayloadEncryptionExample.main(args),
                    PayloadEncryption.builder(keyset)
                            .replay(ReplayStore.inMemory())
                            .build());
        }
    }

    @EachBroker(BrokerSecurity.TLS)
    void tls_run_readingArrives(TestBroker broker) throws Exception {
        String[] args = {broker.address(), broker.caFile().toString()};

        assertArrives(broker, () -> TlsExample.main(args), Tls.trusting(broker.caFile()));
    }

    @EachBroker(BrokerSecurity.TLS_PASSWORD)
    void allLevels_run_readingArrives(TestBroker broker) throws Exception {
        Path file = folder.resolve("keyset.json");
        try (Keyset keyset = Keyset.generate()) {
            keyset.write(file);
        }

        String reading = AllLevelsExample.run(
                broker.address(),
                broker.username(),
                broker.passwordFile(),
                new AllLevelsExample.Files(broker.caFile(), file));

        assertThat(reading).isEqualTo("21.5");
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void esp32_run_smallSentAndBigRefused(TestBroker broker) throws Exception {
        Path file = folder.resolve("keyset.json");
        try (Keyset keyset = Keyset.generate()) {
            keyset.write(file);
        }

        String answer = Esp32Example.run(broker.address(), file);

        assertThat(answer)
                .contains("a message of 80,000 bytes", "largest message that fits")
                .contains("32,000 bytes sent");
    }

    private static void assertArrives(TestBroker broker, Program example, SecurityStrategy strategy) throws Exception {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        ClientBuilder<SecureSubscriber> builder = SecureSubscriber.builder(broker.address())
                .clientId("examples-test")
                .security(strategy)
                .allowCleartextPassword();
        try (SecureSubscriber subscriber = builder.build()) {
            subscriber.connect().get();
            subscriber
                    .subscribe(
                            TopicFilter.of("greenhouse/7/#"),
                            Qos.AT_LEAST_ONCE,
                            received -> arrived.complete(new String(received.payload(), StandardCharsets.UTF_8)))
                    .get();

            example.run();

            assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo("21.5");
        }
    }

    /** An example as it is run. */
    private interface Program {
        void run() throws Exception;
    }
}

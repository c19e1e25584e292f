package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mosquitto and clients that have nothing but what the command provision made for them. */
@Timeout(60)
class ProvisionedLevelsTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> combinations() {
        Stream<Arguments> inClear =
                Stream.of("L0", "L1", "L2", "L1+L2").map(level -> Arguments.of(level, new String[0]));
        Stream<Arguments> tls = Stream.of("L3", "L1+L3", "L2+L3", "L1+L2+L3")
                .flatMap(level -> Stream.of("certificates", "mutual", "psk")
                        .map(how -> Arguments.of(level, new String[] {"--tls", how})));
        return Stream.concat(inClear, tls);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void provision_everyCombination_publishedIsReceived(String level, String... tls) throws Exception {
        try (ProvisionedBroker broker = ProvisionedBroker.start(folder, with(tls, "--level", level))) {
            Path config = broker.file("client.properties");

            assertPrinted(config, config, "client/temperature");
            if (level.contains("L3")) {
                Call check = Call.of("tls", "check", "--config", config.toString());
                assertThat(check.exitCode()).as(check.err()).isEqualTo(ExitCode.DONE);
                assertThat(check.payloads()).contains("agreed on TLSv1.3", "A publisher goes on.");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "rsa3072"})
    void provision_rsa_publishedIsReceived(String key) throws Exception {
        try (ProvisionedBroker broker =
                ProvisionedBroker.start(folder, "--level", "L3", "--tls", "mutual", "--key", key)) {
            Path config = broker.file("client.properties");

            assertPrinted(config, config, "client/temperature");
        }
    }

    /** The broker knows each client by its password, certificate or key, and what it may do. */
    @ParameterizedTest
    @MethodSource("knowing")
    void provision_severalClients_eachHasItsOwnTopics(String level, String... tls) throws Exception {
        String[] clients = {"--client", "gh7", "gh8", "--reader", "dashboard"};
        try (ProvisionedBroker broker = ProvisionedBroker.start(folder, with(tls, with(clients, "--level", level)))) {
            Path other = broker.file("clients/gh8/client.properties");
            CompletableFuture<Call> sub = subscribe(broker.file("clients/dashboard/client.properties"), "gh7/t");
            while (!sub.isDone()) {
                publish(other, "gh7/t", "forged");
                publish(broker.file("clients/gh7/client.properties"), "gh7/t", "21.5");
            }

            assertThat(sub.get(1, TimeUnit.SECONDS).payloads()).isEqualTo("21.5\n");
        }
    }

    static Stream<Arguments> knowing() {
        return combinations().filter(combination -> {
            String how = String.join(" ", (String[]) combination.get()[1]);
            return combination.get()[0].toString().contains("L1") || how.contains("mutual") || how.contains("psk");
        });
    }

    @Test
    void provision_mutual_nobodyWithoutCertificate() throws Exception {
        try (ProvisionedBroker broker = ProvisionedBroker.start(folder, "--level", "L3", "--tls", "mutual")) {
            Path without = Files.write(
                    broker.file("without.properties"),
                    Files.readAllLines(broker.file("client.properties")).stream()
                            .filter(line -> !line.startsWith("client-"))
                            .toList());

            assertThat(call(without, "client/t", "1").exitCode()).isEqualTo(ExitCode.FAILED);
        }
    }

    /** The broker reads the list that the authority of the folder makes. */
    @Test
    void crl_ofProvisionedAuthority_revokedClientIsRefused() throws Exception {
        String[] mutual = {"--level", "L3", "--tls", "mutual", "--client", "gh7", "gh8"};
        try (ProvisionedBroker first = ProvisionedBroker.start(folder, mutual)) {
            Path list = first.file("broker/crl.pem");
            Call made = Call.of(
                    "certs",
                    "crl",
                    "--ca",
                    first.file("ca").toString(),
                    "--revoke",
                    first.file("clients/gh7/client.crt").toString(),
                    "--out",
                    list.toString());
            assertThat(made.err()).isEmpty();
            Files.writeString(first.file("mosquitto.conf"), "crlfile " + list + "\n", StandardOpenOption.APPEND);
            try (ProvisionedBroker again = first.startedAgain()) {
                Call revoked = call(again.file("clients/gh7/client.properties"), "gh7/t", "1");
                Call other = call(again.file("clients/gh8/client.properties"), "gh8/t", "1");

                assertThat(revoked.exitCode()).isEqualTo(ExitCode.FAILED);
                assertThat(other.err()).isEmpty();
            }
        }
    }

    /** Publishes until the subscriber, of which nobody tells when it is ready, has a message. */
    private static void assertPrinted(Path subscriber, Path publisher, String topic) throws Exception {
        CompletableFuture<Call> sub = subscribe(subscriber, topic);
        while (!sub.isDone()) {
            publish(publisher, topic, "21.5");
        }
        assertThat(sub.get(1, TimeUnit.SECONDS).err()).isEmpty();
        assertThat(sub.get().payloads()).isEqualTo("21.5\n");
    }

    private static CompletableFuture<Call> subscribe(Path config, String topic) {
        return CompletableFuture.supplyAsync(() -> Call.of(
                "sub", "--config", config.toString(), "-i", "watch", "-t", topic, "-C", "1", "-W", "40", "-q", "1"));
    }

    private static void publish(Path config, String topic, String message) {
        Call call = call(config, topic, message);
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
    }

    private static Call call(Path config, String topic, String message) {
        return Call.of("pub", "--config", config.toString(), "-t", topic, "-m", message, "-q", "1");
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }
}

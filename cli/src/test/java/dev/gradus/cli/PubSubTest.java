package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.Keyset;
import dev.gradus.testkit.BrokerSecurity;
import dev.gradus.testkit.EachBroker;
import dev.gradus.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one command publishes the other prints, at every level. */
@Timeout(60)
class PubSubTest {

    private static final String TOPIC = "greenhouse/7/temperature";

    @TempDir
    private Path folder;

    @EachBroker(BrokerSecurity.PLAIN)
    void pubSub_l0_printed(TestBroker broker) throws Exception {
        assertPrinted("--broker", broker.address(), "--level", "NONE");
    }

    @EachBroker(BrokerSecurity.PASSWORD)
    void pubSub_l1_printed(TestBroker broker) throws Exception {
        assertPrinted(
                "--broker",
                broker.address(),
                "--level",
                "L1",
                "--allow-cleartext-password",
                "--username",
                broker.username(),
                "--password-file",
                broker.passwordFile().toString());
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void pubSub_l2_printed(TestBroker broker) throws Exception {
        assertPrinted(
                "--broker", broker.address(), "--level", "L2", "--keyset-file", keyset(), "--replay-store", "memory");
    }

    @EachBroker(BrokerSecurity.TLS)
    void pubSub_l3_printed(TestBroker broker) throws Exception {
        assertPrinted(
                "--broker",
                broker.address(),
                "--level",
                "L3",
                "--ca-file",
                broker.caFile().toString());
    }

    @EachBroker(BrokerSecurity.TLS_PASSWORD)
    void pubSub_allLevelsFromFile_printed(TestBroker broker) throws Exception {
        keyset();
        Files.copy(broker.caFile(), folder.resolve("ca.crt"));
        Path config = Files.writeString(folder.resolve("client.properties"), """
                broker=%s
                level=L1+L2+L3
                username=%s
                password-file=%s
                keyset-file=keyset.json
                replay-store=memory
                ca-file=ca.crt
                """.formatted(
                        broker.address(), broker.username(), broker.passwordFile()));

        assertPrinted("--config", config.toString());
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void sub_nothingInTime_failed(TestBroker broker) {
        Call call = Call.of(
                "sub", "--broker", broker.address(), "--level", "NONE", "-t", "nothing/here", "-C", "1", "-W", "1");

        assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(call.payloads()).isEmpty();
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void pubLines_retainedLast_printedToLaterSub(TestBroker broker) {
        String topic = "lines/" + folder.getFileName();
        Call pub = Call.withInput(
                "one\ntwo\nthree\n",
                "pub",
                "--broker",
                broker.address(),
                "--level",
                "NONE",
                "-t",
                topic,
                "-l",
                "-r",
                "-q",
                "1");
        Call sub = Call.of(
                "sub", "--broker", broker.address(), "--level", "NONE", "-t", topic, "-C", "1", "-W", "20", "-v");

        assertThat(pub.err()).isEmpty();
        assertThat(sub.payloads()).isEqualTo(topic + " three\n");
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void pubFile_retained_printedByteForByte(TestBroker broker) throws Exception {
        byte[] bytes = {0, 'a', '\n', (byte) 0xFF};
        Path file = Files.write(folder.resolve("payload"), bytes);
        String topic = "file/" + folder.getFileName();
        String[] plain = {"--broker", broker.address(), "--level", "NONE"};

        Call pub = call(plain, "pub", "-t", topic, "-f", file.toString(), "-r", "-q", "1");
        Call sub = call(plain, "sub", "-t", topic, "-C", "1", "-W", "20", "-N");

        assertThat(pub.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(sub.payloads()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void pubStandardInput_retained_printedWhole(TestBroker broker) {
        String topic = "stdin/" + folder.getFileName();
        Call pub = Call.withInput(
                "one\ntwo", "pub", "--broker", broker.address(), "--level", "NONE", "-t", topic, "-s", "-r", "-q", "1");
        Call sub = Call.of(
                "sub", "--broker", broker.address(), "--level", "NONE", "-t", topic, "-C", "1", "-W", "20", "-N");

        assertThat(pub.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(sub.payloads()).isEqualTo("one\ntwo");
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void pubNull_nothingRetained_subEndsInTime(TestBroker broker) {
        String topic = "null/" + folder.getFileName();
        Call pub = Call.of("pub", "--broker", broker.address(), "--level", "NONE", "-t", topic, "-n", "-r", "-q", "1");
        Call sub = Call.of("sub", "--broker", broker.address(), "--level", "NONE", "-t", topic, "-W", "1");

        assertThat(pub.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(sub.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(sub.payloads()).isEmpty();
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void sub_messageThatIsNotSealed_reportedAndNotPrinted(TestBroker broker) throws Exception {
        String topic = "forged/" + folder.getFileName();
        call(
                new String[] {"--broker", broker.address(), "--level", "NONE"},
                "pub",
                "-t",
                topic,
                "-m",
                "forged",
                "-r",
                "-q",
                "1");

        Call sub = call(
                new String[] {
                    "--broker", broker.address(), "--level", "L2", "--keyset-file", keyset(), "--replay-store", "memory"
                },
                "sub",
                "-t",
                topic,
                "-C",
                "1",
                "-W",
                "2");

        assertThat(sub.err()).contains("refused a message on " + topic, "MALFORMED");
        assertThat(sub.payloads()).isEmpty();
        assertThat(sub.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    private String keyset() throws Exception {
        Path file = folder.resolve("keyset.json");
        try (Keyset keyset = Keyset.generate()) {
            keyset.write(file);
        }
        return file.toString();
    }

    /** Publishes until the subscriber, of which nobody tells when it is ready, has a message. */
    private void assertPrinted(String... settings) throws Exception {
        String topic = TOPIC + "/" + folder.getFileName();
        CompletableFuture<Call> sub = CompletableFuture.supplyAsync(
                () -> call(settings, "sub", "-i", "display", "-t", topic, "-C", "1", "-W", "40", "-q", "1"));
        while (!sub.isDone()) {
            Call pub = call(settings, "pub", "-i", "sensor-7", "-t", topic, "-m", "21.5", "-q", "1");
            assertThat(pub.err()).isEmpty();
            assertThat(pub.exitCode()).isEqualTo(ExitCode.DONE);
        }
        assertThat(sub.get(1, TimeUnit.SECONDS).err()).isEmpty();
        assertThat(sub.get().payloads()).isEqualTo("21.5\n");
        assertThat(sub.get().exitCode()).isEqualTo(ExitCode.DONE);
    }

    private static Call call(String[] settings, String command, String... more) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of(settings));
        args.addAll(List.of(more));
        return Call.of(args.toArray(String[]::new));
    }
}

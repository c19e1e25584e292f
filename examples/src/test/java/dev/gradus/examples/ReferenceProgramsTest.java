package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.SecureMqttClient;
import dev.gradus.message.Message;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.PayloadEncryption;
import dev.gradus.payload.PayloadEncryptionBuilder;
import dev.gradus.spi.NoSecurity;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.testkit.BrokerSecurity;
import dev.gradus.testkit.EachBroker;
import dev.gradus.testkit.TestBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference programs in other languages and this library read each other's envelopes, through real brokers. */
class ReferenceProgramsTest {

    private static final Path FOLDER = Path.of("reference");
    /** Files that make and check the vectors, and the command line; they are no part of the programs' size. */
    private static final Pattern HARNESS = Pattern.compile("make_|vector|command\\.");

    private static final String TOPIC = "greenhouse/7/temperature";
    /** How the programs seal: whole, in segments, to be kept, and both. */
    private static final List<List<String>> FORMS = List.of(
            List.of(),
            List.of("--segment-size", "256"),
            List.of("--retained"),
            List.of("--retained", "--segment-size", "256"));

    private static final byte[] SHORT = "21.5".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LONG = "a long reading, ".repeat(100).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    /** A program and what runs it. */
    enum Program {
        PYTHON("python/command.py", "python/vectors.py"),
        JAVASCRIPT("javascript/command.mjs", "javascript/vectors.mjs");

        private final String file;
        private final String checker;

        Program(String file, String checker) {
            this.file = file;
            this.checker = checker;
        }

        /** The first interpreter that has what the program needs; without one the test is skipped. */
        String interpreter() throws Exception {
            for (String candidate : this == PYTHON ? List.of("/usr/bin/python3", "python3") : List.of("node")) {
                List<String> probe = this == PYTHON
                        ? List.of(candidate, "-c", "import cbor2, cryptography")
                        : List.of(candidate, "--version");
                if (works(probe)) {
                    return candidate;
                }
            }
            assumeTrue(false, this + " or its packages are not installed here");
            return "";
        }

        private static boolean works(List<String> command) throws InterruptedException {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return process.waitFor() == 0;
            } catch (IOException e) {
                return false;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void checker_allVectors_hold(Program program) throws Exception {
        String interpreter = program.interpreter();

        byte[] said =
                run(new byte[0], interpreter, FOLDER.resolve(program.checker).toString());

        assertThat(new String(said, StandardCharsets.UTF_8)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void sources_allThatIsNoHarness_areTwoShortFiles(Program program) throws IOException {
        List<Path> sources = sourcesBeside(FOLDER.resolve(program.checker));

        assertThat(sources).hasSize(2);
        for (Path source : sources) {
            assertThat(Files.readAllLines(source))
                    .as("%s", source)
                    .hasSizeLessThan(200)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(110));
        }
    }

    private static List<Path> sourcesBeside(Path checker) throws IOException {
        try (Stream<Path> files = Files.list(checker.resolveSibling(""))) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            !HARNESS.matcher(file.getFileName().toString()).lookingAt())
                    .toList();
        }
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void python_bothDirections_readsAndIsRead(TestBroker broker) throws Exception {
        assertBothDirections(broker, Program.PYTHON);
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void javascript_bothDirections_readsAndIsRead(TestBroker broker) throws Exception {
        assertBothDirections(broker, Program.JAVASCRIPT);
    }

    private void assertBothDirections(TestBroker broker, Program program) throws Exception {
        String interpreter = program.interpreter();
        BlockingQueue<byte[]> raw = new LinkedBlockingQueue<>();
        BlockingQueue<byte[]> opened = new LinkedBlockingQueue<>();
        try (Keyset keyset = Keyset.generate();
                SecureMqttClient sealing = client(broker, "java", sealer(keyset));
                SecureMqttClient bare = client(broker, "bare", NoSecurity.unprotected());
                SecureMqttClient opening = client(
                        broker,
                        "display",
                        PayloadEncryption.builder(keyset)
                                .replay(ReplayStore.inMemory())
                                .build())) {
            Path keys = Files.write(folder.resolve("keys.cbor"), keyset.toCoseKeySet());
            String topic = TOPIC + "/" + program;
            subscribe(bare, topic + "/from-java", raw);
            subscribe(opening, topic + "/to-java", opened);
            for (byte[] plaintext : List.of(SHORT, LONG)) {
                sealing.publish(topic + "/from-java", plaintext, Qos.AT_LEAST_ONCE)
                        .get(10, TimeUnit.SECONDS);
                byte[] envelope = next(raw);
                assertThat(run(envelope, command(program, interpreter, "open", keys, topic + "/from-java")))
                        .isEqualTo(plaintext);

                for (List<String> form : FORMS) {
                    byte[] sealed = run(
                            plaintext,
                            sealCommand(command(program, interpreter, "seal", keys, topic + "/to-java"), keyset, form));
                    bare.publish(topic + "/to-java", sealed, Qos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
                    assertThat(next(opened)).as("%s", form).isEqualTo(plaintext);
                }
                assertRefused(envelope, command(program, interpreter, "open", keys, topic + "/elsewhere"));
            }
            sealing.publish(Message.to(topic + "/from-java")
                            .payload(SHORT)
                            .retained()
                            .build())
                    .get(10, TimeUnit.SECONDS);
            assertThat(run(next(raw), command(program, interpreter, "open", keys, topic + "/from-java")))
                    .isEqualTo(SHORT);
            bare.publish(Message.to(topic + "/from-java").retained().build()).get(10, TimeUnit.SECONDS);
        }
    }

    private static SecurityStrategy sealer(Keyset keyset) {
        PayloadEncryptionBuilder builder = PayloadEncryption.builder(keyset).segments(256);
        return builder.replay(ReplayStore.inMemory()).build();
    }

    private static SecureMqttClient client(TestBroker broker, String id, SecurityStrategy strategy) throws Exception {
        SecureMqttClient client = SecureMqttClient.builder(broker.address())
                .clientId(id)
                .security(strategy)
                .build();
        client.connect().get(10, TimeUnit.SECONDS);
        return client;
    }

    private static void subscribe(SecureMqttClient client, String topic, BlockingQueue<byte[]> into) throws Exception {
        client.subscribe(TopicFilter.of(topic), Qos.AT_LEAST_ONCE, received -> into.add(received.payload()))
                .get(10, TimeUnit.SECONDS);
    }

    private static byte[] next(BlockingQueue<byte[]> queue) throws InterruptedException {
        byte[] payload = queue.poll(20, TimeUnit.SECONDS);
        assertThat(payload).as("a message arrives").isNotNull();
        return payload;
    }

    private static String[] command(Program program, String interpreter, String verb, Path keys, String topic) {
        return new String[] {
            interpreter, FOLDER.resolve(program.file).toString(), verb, "--keys", keys.toString(), "--topic", topic
        };
    }

    private static String[] sealCommand(String[] command, Keyset keyset, List<String> form) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--kid", keyset.primaryKeyId(), "--sender", "other"));
        all.addAll(form);
        return all.toArray(String[]::new);
    }

    /** The programs end with 3, say why, and write nothing of what they refuse. */
    private static void assertRefused(byte[] envelope, String... command) throws Exception {
        Process process = new ProcessBuilder(command).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(envelope);
        }
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.getErrorStream().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .contains("not_authentic");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    private static byte[] run(byte[] input, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as("%s", String.join(" ", command)).isZero();
        return output;
    }
}

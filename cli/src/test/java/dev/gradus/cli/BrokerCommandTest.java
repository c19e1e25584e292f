package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** An embedded broker to try with, and clients that have nothing but what it made for them. */
@Timeout(60)
class BrokerCommandTest {

    private static final int ATTEMPTS = 5;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "L0",
                "L1",
                "L2",
                "L1+L2",
                "L3",
                "L3 --tls mutual",
                "L1+L3",
                "L1+L3 --tls mutual",
                "L2+L3",
                "L2+L3 --tls mutual",
                "L1+L2+L3",
                "L1+L2+L3 --tls mutual"
            })
    void broker_level_publishedIsReceived(String level) throws Exception {
        Path out = started(level.split(" "));

        assertPrinted(out.resolve("client.properties").toString());

        thread.shutdownNow();
        assertThat(thread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void broker_mutual_strangerIsRefused() throws Exception {
        Path out = started("L3", "--tls", "mutual");

        Call check = Call.of(
                "tls",
                "check",
                "--config",
                out.resolve("client.properties").toString(),
                "--client-certificate-file",
                stranger("client.crt"),
                "--client-key-file",
                stranger("client.key"));

        assertThat(check.exitCode()).as(check.payloads()).isEqualTo(ExitCode.REFUSED);
        assertThat(check.err()).contains("the client certificate 'CN=client'");
    }

    @Test
    void broker_presharedKeys_saysWhatHasThem() {
        Call call = Call.of(
                "broker",
                "--level",
                "L3",
                "--tls",
                "psk",
                "--out",
                folder.resolve("psk").toString());

        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err()).contains("gradus provision", "mosquitto");
        assertThat(folder.resolve("psk")).doesNotExist();
    }

    @Test
    void broker_portIsTaken_fails() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Call call = Call.of(
                    "broker",
                    "--level",
                    "L0",
                    "--out",
                    folder.resolve("out").toString(),
                    "--port",
                    Integer.toString(taken.getLocalPort()));

            assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
        }
    }

    private String stranger(String file) {
        Path other = folder.resolve("stranger");
        if (!other.toFile().exists()) {
            Call made = Call.of("provision", "--level", "L3", "--tls", "mutual", "--out", other.toString());
            assertThat(made.err()).isEmpty();
        }
        return other.resolve(file).toString();
    }

    /** Another program may take the port first; then the next one is tried. */
    private Path started(String... level) throws IOException, InterruptedException, ExecutionException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path out = folder.resolve("out " + attempt);
            List<String> args = Stream.concat(
                            Stream.of("broker", "--out", out.toString(), "--port", freePort(), "--level"),
                            Stream.of(level))
                    .toList();
            try (BufferedReader said = new BufferedReader(run(new ArrayList<>(args)))) {
                if (said.readLine().contains(" listens at ")) {
                    return out;
                }
            }
        }
        throw new IOException("the broker does not start");
    }

    private PipedReader run(List<String> args) throws IOException {
        PipedReader reader = new PipedReader(1 << 16);
        PipedWriter writer = new PipedWriter(reader);
        CommandLine line = Gradus.commandLine(Console.ofProcess())
                .setOut(new PrintWriter(writer, true))
                .setErr(new PrintWriter(writer, true));
        Future<?> unused = thread.submit(() -> line.execute(args.toArray(String[]::new)));
        return reader;
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /** Publishes until the subscriber, of which nobody tells when it is ready, has a message. */
    private static void assertPrinted(String config) throws Exception {
        CompletableFuture<Call> sub = CompletableFuture.supplyAsync(() ->
                Call.of("sub", "--config", config, "-i", "watch", "-t", "client/t", "-C", "1", "-W", "40", "-q", "1"));
        while (!sub.isDone()) {
            Call pub = Call.of("pub", "--config", config, "-t", "client/t", "-m", "21.5", "-q", "1");
            assertThat(pub.err()).isEmpty();
        }
        assertThat(sub.get().err()).isEmpty();
        assertThat(sub.get().payloads()).isEqualTo("21.5\n");
    }
}

package dev.gradus.cli;

import dev.gradus.ClientSettings;
import dev.gradus.cli.spi.ExitCode;
import dev.gradus.client.BrokerAddress;
import dev.gradus.provision.CertificateText;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.tls.Tls;
import dev.gradus.tls.TlsProvider;
import dev.gradus.tls.TlsPsk;
import dev.gradus.tls.TlsReport;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the handshake of a publisher, and tells what came of it. */
@Command(
        name = "check",
        description = "Makes the handshake that a publisher with the same settings would make, and says what the broker"
                + " showed. Nothing of MQTT is sent. Exit code 0: a publisher would go on; 3: it would refuse this peer, or"
                + " is refused by it; 1: there is no peer.",
        footer = "%nExample: gradus tls check mqtts://broker:8883 --ca ca.crt")
final class CheckTlsCommand implements Callable<Integer> {

    private static final String TIMEOUT = "timeout";
    private static final int DEFAULT_TIMEOUT_SECONDS = 30;
    private static final int MOST_SECONDS = 3_600;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "ADDRESS",
            description = "mqtts://host:port; left out, the first of the setting broker")
    private @Nullable String address;

    private CheckTlsCommand(Console console) {
        this.console = console;
    }

    static CommandLine commandLine(Console console) {
        List<SettingKey> keys = Stream.concat(
                        ClientSettings.keys().stream()
                                .filter(key -> List.of("broker", TIMEOUT).contains(key.name())),
                        new TlsProvider().keys().stream())
                .toList();
        return ClientOptions.addTo(new CheckTlsCommand(console), keys);
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = ClientOptions.settings(spec, console.environment());
        BrokerAddress broker = broker(settings);
        SecurityStrategy strategy = new TlsProvider().create(settings);
        Dialled dialled = Dialled.to(broker, timeout(settings));
        long start = System.nanoTime();
        TlsReport report = strategy instanceof TlsPsk psk
                ? psk.inspect(dialled.socket(), broker)
                : ((Tls) strategy).inspect(dialled.socket(), broker);
        print(broker, dialled, report, System.nanoTime() - start);
        return report.refusal().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private BrokerAddress broker(Settings settings) {
        String text =
                address != null ? address : settings.required(key("broker")).split("\\s*,\\s*", 2)[0];
        BrokerAddress broker = BrokerAddress.parse(text);
        if (!broker.secure()) {
            throw new IllegalArgumentException(
                    "TLS is checked at an address mqtts://host:port, found " + broker + ": name the broker's TLS port");
        }
        return broker;
    }

    private static Duration timeout(Settings settings) {
        return settings.optional(key(TIMEOUT))
                .map(CheckTlsCommand::seconds)
                .orElse(Duration.ofSeconds(DEFAULT_TIMEOUT_SECONDS));
    }

    private static Duration seconds(String text) {
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= MOST_SECONDS) {
            return Duration.ofSeconds(Integer.parseInt(text));
        }
        throw new IllegalArgumentException(
                "the setting timeout is a number of seconds from 1 to " + MOST_SECONDS + ", found '" + text + "'");
    }

    private static SettingKey key(String name) {
        return ClientSettings.keys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void print(BrokerAddress broker, Dialled dialled, TlsReport report, long handshakeNanos) {
        PrintStream out = console.out();
        out.printf(
                Locale.ROOT,
                "%s at %s: TCP %.1f ms, TLS %.1f ms%n",
                broker,
                dialled.socket().getRemoteSocketAddress(),
                dialled.nanos() / NANOS_PER_MILLI,
                handshakeNanos / NANOS_PER_MILLI);
        for (int i = 0; i < report.sent().size(); i++) {
            out.printf("%ncertificate %d of %d%n", i + 1, report.sent().size());
            out.print(CertificateText.describe(report.sent().get(i)));
        }
        out.println();
        if (!report.version().isEmpty()) {
            out.println("agreed on " + report.version() + (report.suite().isEmpty() ? "" : ", " + report.suite()));
        }
        if (report.certificateAsked()) {
            out.println("A client certificate was asked for.");
        }
        out.println(report.refusal().isEmpty() ? "A publisher goes on." : "A publisher does not go on.");
        out.flush();
        report.refusal().ifPresent(refusal -> spec.commandLine().getErr().println("check: " + refusal.getMessage()));
    }
}

package dev.gradus.cli.provision;

import dev.gradus.broker.BrokerSettings;
import dev.gradus.broker.EmbeddedBroker;
import dev.gradus.cli.spi.ExitCode;
import dev.gradus.provision.AuthorityFolder;
import dev.gradus.provision.Connection;
import dev.gradus.provision.Provisioning;
import dev.gradus.provision.ServerCertificateRequest;
import dev.gradus.security.SecurityLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an embedded broker to try a level with. */
@Command(
        name = "broker",
        description =
                "Runs a broker on 127.0.0.1 at some levels until it is interrupted, and makes a folder with all that"
                        + " a client needs for it. For trying out: it keeps nothing, and installs nothing.",
        footer = "%nExample: gradus broker --level L1+L3 --out trial%n"
                + "and in another window: gradus sub --config trial/client.properties -t '#' -v")
public final class BrokerCommand implements Callable<Integer> {

    private static final String CLIENT = "client";
    private static final int TLS_PORT = 8883;
    private static final int PLAIN_PORT = 1883;

    @Mixin
    private LevelOptions level = new LevelOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "the folder to make")
    private Path out = Path.of("");

    @Option(names = "--port", paramLabel = "N", description = "default 8883 with L3, 1883 without")
    private @Nullable Integer port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** For the command line. */
    public BrokerCommand() {}

    @Override
    public Integer call() throws IOException {
        Connection connection = level.connection();
        if (connection == Connection.PRESHARED_KEYS) {
            throw new IllegalArgumentException(
                    "the embedded broker has TLS with certificates alone, found psk: make the"
                            + " files with gradus provision, and run mosquitto with them");
        }
        int number = port != null ? port : connection == Connection.CLEAR ? PLAIN_PORT : TLS_PORT;
        Provisioning provisioning = level.provisioning().port(number);
        Path settings = level.write(provisioning, out).get(0);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings(connection), number)) {
            report(broker, settings);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private BrokerSettings settings(Connection connection) throws IOException {
        BrokerSettings settings = withPassword(BrokerSettings.plain());
        if (connection == Connection.CLEAR) {
            return settings;
        }
        AuthorityFolder authority = AuthorityFolder.open(out.resolve("ca"));
        BrokerSettings secured =
                settings.tls(authority.issueServer(ServerCertificateRequest.forNames("localhost", "127.0.0.1", "::1")));
        return connection == Connection.MUTUAL ? secured.clientCertificates(authority.certificate()) : secured;
    }

    private BrokerSettings withPassword(BrokerSettings settings) throws IOException {
        if (!level.levels().has(SecurityLevel.L1)) {
            return settings;
        }
        char[] password = Files.readString(out.resolve("password")).strip().toCharArray();
        try {
            return settings.password(CLIENT, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private void report(EmbeddedBroker broker, Path settings) {
        PrintWriter print = spec.commandLine().getOut();
        print.println(
                "a broker at " + level.levels() + " listens at " + broker.address() + " until it is interrupted; try:");
        print.println("  gradus sub --config " + settings + " -t '#' -v -i watch");
        print.println("  gradus pub --config " + settings + " -t " + CLIENT + "/temperature -m 21.5 -q 1");
        print.flush();
    }
}

package dev.gradus.cli.provision;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.provision.KeyType;
import dev.gradus.provision.Provisioning;
import dev.gradus.security.SecurityLevel;
import dev.gradus.security.SecurityLevels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes all that a broker and its clients need. */
@Command(
        name = "provision",
        description =
                "Makes all that a mosquitto and its clients need for some levels, in one new folder: configuration,"
                        + " certificates, keys, passwords, access rules, and a client.properties for each client.",
        footer = "%nExample: gradus provision --level L1+L3 --host broker.example --listen 0.0.0.0 --client gh7"
                + " --reader dashboard --out greenhouse")
public final class ProvisionCommand implements Callable<Integer> {

    @Mixin
    private LevelOptions level = new LevelOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "the folder to make")
    private Path out = Path.of("");

    @Option(
            names = "--host",
            paramLabel = "NAME",
            arity = "1..*",
            description = "the broker's names and addresses, the one that clients connect to first;"
                    + " default localhost 127.0.0.1 ::1")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--client",
            paramLabel = "ID",
            arity = "1..*",
            description = "clients that publish and subscribe below a topic of their own name; default client")
    private List<String> clients = new ArrayList<>();

    @Option(
            names = "--reader",
            paramLabel = "ID",
            arity = "1..*",
            description = "clients that may subscribe to all topics besides")
    private List<String> readers = new ArrayList<>();

    @Option(
            names = "--listen",
            paramLabel = "IP",
            description = "the address that the broker listens on; default 127.0.0.1")
    private @Nullable String listen;

    @Option(names = "--port", paramLabel = "N", description = "default 8883 with L3, 1883 without")
    private @Nullable Integer port;

    @Option(names = "--key", paramLabel = "KIND", description = "ec (P-256), rsa2048 or rsa3072; default ec")
    private @Nullable String key;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Provisioning provisioning = level.provisioning();
        putOptions(provisioning);
        report(level.levels(), level.write(provisioning, out));
        return ExitCode.DONE;
    }

    private void putOptions(Provisioning provisioning) {
        if (!hosts.isEmpty()) {
            provisioning.hosts(hosts);
        }
        if (!clients.isEmpty() || !readers.isEmpty()) {
            provisioning.clients(clients, readers);
        }
        if (listen != null) {
            provisioning.listen(listen);
        }
        if (port != null) {
            provisioning.port(port);
        }
        if (key != null) {
            provisioning.key(KeyType.parse(key));
        }
    }

    private void report(SecurityLevels levels, List<Path> settings) {
        PrintWriter print = spec.commandLine().getOut();
        print.println("made " + out + " for " + levels + "; next, the broker and its clients:");
        print.println("  mosquitto -c " + quoted(out.resolve("mosquitto.conf")));
        List<String> names = Stream.concat(senders().stream(), readers.stream()).toList();
        for (int i = 0; i < names.size(); i++) {
            print.println("  gradus " + example(names.get(i), settings.get(i)));
        }
        if (levels.has(SecurityLevel.L1) && !levels.has(SecurityLevel.L3)) {
            print.println("Without L3 whoever is on the way reads the passwords.");
        }
    }

    private List<String> senders() {
        return clients.isEmpty() && readers.isEmpty() ? List.of("client") : clients;
    }

    private String example(String name, Path settings) {
        return readers.contains(name)
                ? "sub --config " + quoted(settings) + " -t '#' -v"
                : "pub --config " + quoted(settings) + " -t " + name + "/temperature -m 21.5 -q 1";
    }

    /** As a shell takes it for one word. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}

package dev.gradus.cli.provision;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.provision.AuthorityFolder;
import dev.gradus.provision.ClientCertificateRequest;
import dev.gradus.provision.ServerCertificateRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands that issue a certificate. */
final class IssueCommands {

    private IssueCommands() {}

    /** Issues a server's. */
    @Command(
            name = "server",
            description = "Issues a broker's certificate into a new folder: server.crt, server.key, ca.crt.",
            footer = "%nExample: gradus certs server --ca ca --name broker.example --address 192.0.2.1 --out broker")
    static final class Server implements Callable<Integer> {

        @Option(
                names = "--name",
                paramLabel = "HOST",
                arity = "1..*",
                description = "host names that clients connect to")
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--address",
                paramLabel = "IP",
                arity = "1..*",
                description = "addresses that clients connect to")
        private List<String> addresses = new ArrayList<>();

        @Mixin
        private Target target = new Target();

        @Override
        public Integer call() throws IOException {
            ServerCertificateRequest named = ServerCertificateRequest.forNamesAndAddresses(names, addresses)
                    .key(target.options.key());
            Optional<ServerCertificateRequest> timed = target.options.lifetime().map(named::validFor);
            AuthorityFolder.open(target.authority).writeServer(timed.orElse(named), target.out);
            return target.done("server.crt and server.key are the broker's");
        }
    }

    /** Issues a client's. */
    @Command(
            name = "client",
            description = "Issues a client's certificate into a new folder: client.crt, client.key, ca.crt.",
            footer = "%nExample: gradus certs client --ca ca --name gh7 --out gh7")
    static final class Client implements Callable<Integer> {

        @Option(
                names = "--name",
                paramLabel = "ID",
                required = true,
                description = "the client's name, which becomes its user name at the broker")
        private String name = "";

        @Mixin
        private Target target = new Target();

        @Override
        public Integer call() throws IOException {
            ClientCertificateRequest named =
                    ClientCertificateRequest.forName(name).key(target.options.key());
            Optional<ClientCertificateRequest> timed = target.options.lifetime().map(named::validFor);
            AuthorityFolder.open(target.authority).writeClient(timed.orElse(named), target.out);
            return target.done("client.crt and client.key are the client's");
        }
    }

    /** By whom and where to. */
    static final class Target {

        @Option(names = "--ca", paramLabel = "DIR", required = true, description = "the folder of the authority")
        private Path authority = Path.of("");

        @Option(names = "--out", paramLabel = "DIR", required = true, description = "the folder to make")
        private Path out = Path.of("");

        @Mixin
        private KeyOptions options = new KeyOptions();

        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec = CommandSpec.create();

        private int done(String what) {
            spec.commandLine().getOut().println("made " + out + ": " + what);
            return ExitCode.DONE;
        }
    }
}

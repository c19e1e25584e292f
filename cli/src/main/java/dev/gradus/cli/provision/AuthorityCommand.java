package dev.gradus.cli.provision;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.provision.AuthorityFolder;
import dev.gradus.provision.AuthorityRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an authority. */
@Command(
        name = "ca",
        description =
                "Makes an authority in a folder of its own. Its key ca.key never leaves the folder; ca.crt is what"
                        + " brokers and clients trust.",
        footer = "%nExample: gradus certs ca --out ca --name 'Plant 7'")
final class AuthorityCommand implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "the folder to make")
    private Path out = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "CN",
            defaultValue = "Gradus CA",
            description = "the name that people see; default Gradus CA")
    private String name = "";

    @Mixin
    private KeyOptions options = new KeyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        AuthorityRequest named = AuthorityRequest.named(name).key(options.key());
        Optional<AuthorityRequest> timed = options.lifetime().map(named::validFor);
        AuthorityFolder.create(out, timed.orElse(named));
        spec.commandLine().getOut().println("made " + out + ": give away ca.crt, and nothing else of it");
        return ExitCode.DONE;
    }
}

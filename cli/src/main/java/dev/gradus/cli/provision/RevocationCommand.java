package dev.gradus.cli.provision;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.provision.AuthorityFolder;
import dev.gradus.provision.CertificateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Revokes certificates, and writes the list of those that are. */
@Command(
        name = "crl",
        description = "Revokes certificates for ever, and writes the list (CRL) of all that the authority has revoked.",
        footer = "%nExample: gradus certs crl --ca ca --revoke gh7/client.crt --out broker/crl.pem --replace")
final class RevocationCommand implements Callable<Integer> {

    @Option(names = "--ca", paramLabel = "DIR", required = true, description = "the folder of the authority")
    private Path authority = Path.of("");

    @Option(
            names = "--revoke",
            paramLabel = "CERT",
            arity = "1..*",
            description = "files of certificates to revoke, the first certificate of each; none for a fresh list alone")
    private List<Path> revoke = new ArrayList<>();

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "until when the next list is promised, after which whoever checks it lets nobody in;"
                    + " default 30")
    private int days;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the list's file, in PEM")
    private Path out = Path.of("");

    @Option(names = "--replace", description = "replaces a list that is there already, in one step")
    private boolean replace;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Path file : revoke) {
            certificates.add(CertificateFile.read(file).get(0));
        }
        AuthorityFolder.open(authority).writeRevocations(out, replace, Duration.ofDays(days), certificates);
        spec.commandLine()
                .getOut()
                .println("made " + out + ": give it to the broker, and a fresh one within " + days + " days");
        return ExitCode.DONE;
    }
}

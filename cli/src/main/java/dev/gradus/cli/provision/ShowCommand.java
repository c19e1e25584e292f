package dev.gradus.cli.provision;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.provision.CertificateFile;
import dev.gradus.provision.CertificateText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows certificates. */
@Command(
        name = "show",
        description =
                "Shows certificates: subject, names, issuer, validity, key, serial number, usages, fingerprint and"
                        + " pin. It checks nothing.",
        footer = "%nExample: gradus certs show broker/server.crt ca/ca.crt")
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "files of certificates in PEM or DER")
    private List<Path> files = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        String between = "";
        for (Path file : files) {
            for (X509Certificate certificate : CertificateFile.read(file)) {
                out.print(between + "file:        " + file + "\n" + CertificateText.describe(certificate));
                between = "\n";
            }
        }
        out.flush();
        return ExitCode.DONE;
    }
}

package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertsCommandTest {

    @TempDir
    private Path folder;

    private Path ca;

    @BeforeEach
    void name() {
        ca = folder.resolve("ca");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa2048", "rsa3072"})
    void server_eachKey_verifiedByOpenssl(String key) throws Exception {
        done("ca", "--out", ca, "--key", key, "--name", "Plant 7", "--days", 500);
        done(
                "server",
                "--ca",
                ca,
                "--key",
                key,
                "--name",
                "broker.example",
                "localhost",
                "--address",
                "192.0.2.1",
                "::1",
                "--out",
                file("server"));

        for (String[] name : new String[][] {
            {"-verify_hostname", "broker.example"},
            {"-verify_hostname", "localhost"},
            {"-verify_ip", "192.0.2.1"},
            {"-verify_ip", "::1"}
        }) {
            assertThat(Programs.openssl(
                            "verify",
                            "-x509_strict",
                            "-CAfile",
                            ca.resolve("ca.crt"),
                            "-purpose",
                            "sslserver",
                            name[0],
                            name[1],
                            file("server/server.crt")))
                    .startsWith("0 ")
                    .contains("server.crt: OK");
        }
        assertThat(Programs.openssl("pkey", "-check", "-noout", "-in", file("server/server.key")))
                .startsWith("0 ");
    }

    @Test
    void client_certificate_ofAClientAndNoServer() throws Exception {
        done("ca", "--out", ca);
        done("client", "--ca", ca, "--name", "gh7", "--days", 30, "--out", file("gh7"));

        assertThat(verify("sslclient", "gh7/client.crt")).startsWith("0 ").contains("client.crt: OK");
        assertThat(verify("sslserver", "gh7/client.crt")).doesNotStartWith("0 ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("gh7/client.key"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa2048"})
    void crl_revoked_refusedByOpenssl(String key) throws Exception {
        done("ca", "--out", ca, "--key", key);
        done("client", "--ca", ca, "--name", "gh7", "--out", file("gh7"));
        done("client", "--ca", ca, "--name", "gh8", "--out", file("gh8"));

        done("crl", "--ca", ca, "--out", file("first.pem"));
        done("crl", "--ca", ca, "--revoke", file("gh7/client.crt"), "--days", 10, "--out", file("crl.pem"));

        assertThat(Programs.openssl(
                        "crl", "-verify", "-noout", "-in", file("crl.pem"), "-CAfile", ca.resolve("ca.crt")))
                .startsWith("0 ")
                .contains("verify OK");
        assertThat(Programs.openssl("crl", "-noout", "-crlnumber", "-in", file("first.pem")))
                .contains("crlNumber=0x01");
        assertThat(Programs.openssl("crl", "-noout", "-crlnumber", "-in", file("crl.pem")))
                .contains("crlNumber=0x02");
        assertThat(verify("sslclient", "gh7/client.crt", "-crl_check", "-CRLfile", file("crl.pem")))
                .contains("certificate revoked");
        assertThat(verify("sslclient", "gh8/client.crt", "-crl_check", "-CRLfile", file("crl.pem")))
                .startsWith("0 ");
    }

    @Test
    void crl_fileThere_keptUnlessReplaced() throws Exception {
        done("ca", "--out", ca);
        done("crl", "--ca", ca, "--out", file("crl.pem"));
        byte[] before = Files.readAllBytes(folder.resolve("crl.pem"));

        Call refused = certs("crl", "--ca", ca, "--out", file("crl.pem"));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("crl.pem", "name another, or ask for it to be replaced (--replace)");
        assertThat(Files.readAllBytes(folder.resolve("crl.pem"))).isEqualTo(before);
        done("crl", "--ca", ca, "--out", file("crl.pem"), "--replace");
        assertThat(Files.readAllBytes(folder.resolve("crl.pem"))).isNotEqualTo(before);
    }

    @Test
    void show_files_asOpensslSees() throws Exception {
        done("ca", "--out", ca, "--name", "Plant 7");
        done("server", "--ca", ca, "--name", "broker.example", "--out", file("server"));

        String shown = done("show", file("server/server.crt"), ca.resolve("ca.crt"));

        assertThat(shown)
                .contains(
                        "file:        " + file("server/server.crt"),
                        "subject:     CN=broker.example",
                        "issuer:      CN=Plant 7",
                        "usages:      digital signature, TLS server",
                        "usages:      authority, certificate signing, list signing");
        String serial = Programs.openssl("x509", "-noout", "-serial", "-in", file("server/server.crt"));
        String fingerprint =
                Programs.openssl("x509", "-noout", "-fingerprint", "-sha256", "-in", file("server/server.crt"));
        assertThat(serial.strip()).endsWithIgnoringCase(value(shown, "serial:"));
        assertThat(fingerprint.strip()).endsWithIgnoringCase(value(shown, "fingerprint:"));
    }

    @Test
    void ca_folderThere_refusedAndKept() throws Exception {
        done("ca", "--out", ca);
        byte[] key = Files.readAllBytes(ca.resolve("ca.key"));

        Call again = certs("ca", "--out", ca);

        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("expected a new or an empty folder", "choose another");
        assertThat(Files.readAllBytes(ca.resolve("ca.key"))).isEqualTo(key);
    }

    @Test
    void certs_wrongCalls_usage() {
        assertThat(certs().exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(certs("ca").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(certs("show").exitCode()).isEqualTo(ExitCode.USAGE);
        assertUsage("choose one of them", "ca", "--out", ca, "--key", "rsa1024");
        assertUsage("1 to 36500 days", "ca", "--out", ca, "--days", 0);
        assertThat(ca).doesNotExist();
        done("ca", "--out", ca, "--days", 100);
        assertUsage("name what clients connect to", "server", "--ca", ca, "--out", file("a"));
        assertUsage("host name or an IP", "server", "--ca", ca, "--name", "a b", "--out", file("a"));
        assertUsage("in figures", "server", "--ca", ca, "--address", "localhost", "--out", file("a"));
        assertUsage("earlier end", "server", "--ca", ca, "--name", "localhost", "--out", file("a"));
        assertUsage("another name", "client", "--ca", ca, "--name", "a/b", "--out", file("a"));
        assertUsage("issued", "crl", "--ca", ca, "--revoke", ca.resolve("ca.crt"), "--out", file("a"));
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void certs_noSuchFiles_failed() {
        assertThat(certs("client", "--ca", ca, "--name", "gh7", "--out", file("a"))
                        .err())
                .contains("make one with gradus certs ca");
        assertThat(certs("show", file("none")).exitCode()).isEqualTo(ExitCode.FAILED);
    }

    private void assertUsage(String message, Object... args) {
        Call call = certs(args);
        assertThat(call.err()).contains(message);
        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private String verify(String purpose, String certificate, Object... more) throws IOException {
        List<Object> args = new ArrayList<>(
                List.of("verify", "-x509_strict", "-CAfile", ca.resolve("ca.crt"), "-purpose", purpose));
        args.addAll(List.of(more));
        args.add(file(certificate));
        return Programs.openssl(args.toArray());
    }

    private static String value(String shown, String label) {
        return shown.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String done(Object... args) {
        Call call = certs(args);
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        return call.out();
    }

    private static Call certs(Object... args) {
        List<String> all = new ArrayList<>(List.of("certs"));
        List.of(args).forEach(arg -> all.add(arg.toString()));
        return Call.of(all.toArray(String[]::new));
    }
}

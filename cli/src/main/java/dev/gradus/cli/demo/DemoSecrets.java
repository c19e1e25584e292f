package dev.gradus.cli.demo;

import dev.gradus.broker.BrokerSettings;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.PayloadEncryption;
import dev.gradus.provision.CertificateAuthority;
import dev.gradus.provision.ServerCertificateRequest;
import dev.gradus.spi.NoSecurity;
import dev.gradus.spi.ReplayStore;
import dev.gradus.tls.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A CA, a password and a keyset made for one demonstration, in a folder that goes with it. For one thread. */
final class DemoSecrets implements AutoCloseable {

    private static final String USER = "greenhouse";

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final Path caFile;
    private final String password = randomHex(16);
    private final Keyset keyset = Keyset.generate();
    private final BrokerSettings withPassword;
    private final BrokerSettings withTls;

    DemoSecrets() throws IOException {
        folder = Files.createTempDirectory("gradus-demo-");
        caFile = folder.resolve("ca.crt");
        CertificateAuthority authority = CertificateAuthority.create("Gradus demonstration");
        authority.writeCertificate(caFile);
        withPassword = BrokerSettings.plain().password(USER, password.toCharArray());
        withTls = withPassword.tls(
                authority.issueServer(ServerCertificateRequest.forNames("localhost", "127.0.0.1", "::1")));
    }

    /** Thirty-two random characters, which nothing else on the wire holds. */
    String mark() {
        return randomHex(16);
    }

    String password() {
        return password;
    }

    List<Scene> scenes() {
        PasswordAuthentication login = PasswordAuthentication.of(USER, password::toCharArray);
        return List.of(
                new Scene(
                        "L0",
                        BrokerSettings.plain(),
                        false,
                        false,
                        List.of(NoSecurity.unprotected()),
                        new Overheard(true, true, false)),
                new Scene("L1", withPassword, false, true, List.of(login), new Overheard(true, true, true)),
                new Scene(
                        "L2",
                        BrokerSettings.plain(),
                        false,
                        false,
                        List.of(PayloadEncryption.builder(keyset)
                                .replay(ReplayStore.inMemory())
                                .build()),
                        new Overheard(false, true, false)),
                new Scene(
                        "L3",
                        withTls,
                        true,
                        true,
                        List.of(login, Tls.trusting(caFile)),
                        new Overheard(false, false, false)));
    }

    private String randomHex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    @Override
    public void close() throws IOException {
        keyset.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}

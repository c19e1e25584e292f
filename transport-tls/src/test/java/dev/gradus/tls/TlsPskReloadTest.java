package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.tls.TlsPsk.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file of pre-shared keys that changes while the strategy is in use. */
@Timeout(60)
class TlsPskReloadTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("keys.psk");
        write(PskServer.otherKey());
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void secure_keyReplaced_newKeyIsUsed(Version version) throws IOException {
        try (OpensslServer server = PskServer.start(version == Version.TLS_1_2 ? "-tls1_2" : "-tls1_3");
                TlsPsk psk = TlsPsk.builder(file, PskServer.IDENTITY)
                        .version(version)
                        .build()) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("another key");

            write(PskServer.key());

            PskServer.assertAnswers(psk, server);
        }
    }

    @Test
    void secure_fileBroken_refusedUntilMended() throws IOException {
        write(PskServer.key());
        try (OpensslServer server = PskServer.start("-tls1_3");
                TlsPsk psk = TlsPsk.fromFile(file, PskServer.IDENTITY)) {
            Files.writeString(file, "gh7");
            for (int time = 0; time < 2; time++) {
                assertThat(Dialled.unavailable(psk, server.port()))
                        .contains("has changed and is not used, nor is what it was before", "line 1", "no ':'");
            }
            Files.delete(file);
            assertThat(Dialled.unavailable(psk, server.port())).contains(file + ", found no such file");

            write(PskServer.key());
            PskServer.assertAnswers(psk, server);
        }
    }

    @Test
    void secure_fileOpenedToOthers_refused() throws IOException {
        try (OpensslServer server = PskServer.start("-tls1_3");
                TlsPsk psk = TlsPsk.fromFile(file, PskServer.IDENTITY)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

            assertThat(Dialled.unavailable(psk, server.port())).contains("chmod 600");
        }
    }

    @Test
    void secure_closedAndFileReplaced_staysClosed() throws IOException {
        try (OpensslServer server = PskServer.start("-tls1_3")) {
            TlsPsk psk = TlsPsk.fromFile(file, PskServer.IDENTITY);
            psk.close();
            write(PskServer.key());

            assertThat(Dialled.unavailable(psk, server.port())).contains("found it closed");
        }
    }

    private void write(byte[] key) throws IOException {
        Files.writeString(file, PskServer.IDENTITY + ":" + HexFormat.of().formatHex(key) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}

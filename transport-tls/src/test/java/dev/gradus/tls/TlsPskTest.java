package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with openssl, which has the same key or another. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsPskTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_3",
                "-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256",
                "-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256",
                "-tls1_3 -curves P-256",
                "-tls1_3 -num_tickets 4"
            })
    void secure_tls13_carriesBytesBothWays(String options) throws IOException {
        try (OpensslServer server = PskServer.start(options);
                TlsPsk psk = TlsPsk.of(PskServer.IDENTITY, PskServer.key())) {
            PskServer.assertAnswers(psk, server);
        }
    }

    @Test
    void secure_otherKey_refused() throws IOException {
        try (OpensslServer server = PskServer.start("-tls1_3");
                TlsPsk psk = TlsPsk.of(PskServer.IDENTITY, PskServer.otherKey())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("another key", "'gh7'")
                    .doesNotContain(PskServer.HEX);
        }
    }
}

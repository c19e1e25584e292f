package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.client.BrokerAddress;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A server of openssl without a certificate, and the key that it has. */
final class PskServer {

    static final String IDENTITY = "gh7";
    static final String HEX = "6b1f0e94d2c7a8853f60b7e9124dca7735f8a1ee0946b2dc8357f0a91b6ed42c";

    private PskServer() {}

    static byte[] key() {
        return HexFormat.of().parseHex(HEX);
    }

    static byte[] otherKey() {
        byte[] other = key();
        other[0] ^= 1;
        return other;
    }

    static OpensslServer start(String options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-nocert", "-psk_identity", IDENTITY, "-psk", HEX));
        all.addAll(Arrays.asList(options.split(" ")));
        return OpensslServer.start(all);
    }

    static void assertAnswers(TlsPsk psk, OpensslServer server) throws IOException {
        assertAnswers(psk, server.port());
    }

    /** Has a line sent back reversed. */
    static void assertAnswers(TlsPsk psk, int port) throws IOException {
        try (Socket secured = psk.secure(Dialled.plain(port), new BrokerAddress(true, "localhost", port))) {
            secured.getOutputStream().write("abc\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(secured.getInputStream().readNBytes(3)).isEqualTo(new byte[] {'c', 'b', 'a'});
        }
    }

    /** Sends one line of three letters back reversed, as openssl does. */
    static void reverse(Socket secured) throws IOException {
        TestServer.reverse(secured, 4);
        secured.close();
    }
}

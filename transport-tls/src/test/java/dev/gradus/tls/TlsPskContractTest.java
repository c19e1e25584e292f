package dev.gradus.tls;

import dev.gradus.spi.ConnectionSecurity;
import dev.gradus.testkit.ConnectionSecurityContract;
import java.io.IOException;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.tls.CipherSuite;

class TlsPskContractTest extends ConnectionSecurityContract {

    @Override
    protected ConnectionSecurity security() {
        return TlsPsk.of(PskServer.IDENTITY, PskServer.key());
    }

    @Override
    protected Socket goodPeer(Socket accepted) throws IOException {
        return BouncyServer.tls13(accepted, PskServer.key(), CipherSuite.TLS_AES_128_GCM_SHA256);
    }

    @Override
    protected Socket badPeer(Socket accepted) throws IOException {
        return BouncyServer.tls13(accepted, PskServer.otherKey(), CipherSuite.TLS_AES_128_GCM_SHA256);
    }

    @Override
    protected List<String> secrets() {
        return List.of(PskServer.HEX, Base64.getEncoder().encodeToString(PskServer.key()));
    }
}

package dev.gradus.tls;

import dev.gradus.spi.ConnectionSecurity;
import dev.gradus.testkit.ConnectionSecurityContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.io.TempDir;

class TlsContractTest extends ConnectionSecurityContract {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued GOOD = CertificateMaker.localhost().under(ROOT);
    private static final Issued BAD = CertificateMaker.localhost().under(CertificateMaker.root("Other Root"));

    @TempDir
    Path folder;

    @Override
    protected ConnectionSecurity security() {
        try {
            return Tls.trusting(ROOT.writeTo(folder.resolve("ca.pem")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Socket goodPeer(Socket accepted) throws IOException {
        return secured(accepted, GOOD);
    }

    @Override
    protected Socket badPeer(Socket accepted) throws IOException {
        return secured(accepted, BAD);
    }

    private static Socket secured(Socket accepted, Issued identity) throws IOException {
        try {
            SSLSocket tls =
                    (SSLSocket) identity.serverContext().getSocketFactory().createSocket(accepted, null, true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}

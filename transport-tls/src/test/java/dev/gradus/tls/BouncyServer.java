package dev.gradus.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Vector;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.ClientHello;
import org.bouncycastle.tls.HandshakeMessageInput;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.PSKTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerHello;
import org.bouncycastle.tls.TlsPSKExternal;
import org.bouncycastle.tls.TlsPSKIdentityManager;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** The broker's side of a handshake in Java: suites that openssl lacks, and faults that it can't be brought to. */
final class BouncyServer extends PSKTlsServer {

    private final byte[] key;
    private final ProtocolVersion version;
    private final int[] suites;

    private BouncyServer(byte[] key, ProtocolVersion version, int... suites) {
        super(new BcTlsCrypto(new SecureRandom()), new OneKey(key));
        this.key = key;
        this.version = version;
        this.suites = suites;
    }

    static Socket tls13(Socket accepted, byte[] key, int... suites) throws IOException {
        return over(accepted, new BouncyServer(key, ProtocolVersion.TLSv13, suites), -1);
    }

    static Socket tls12(Socket accepted, byte[] key, int... suites) throws IOException {
        return over(accepted, new BouncyServer(key, ProtocolVersion.TLSv12, suites), -1);
    }

    static Socket tls12Without(int extension, Socket accepted, byte[] key, int... suites) throws IOException {
        return over(accepted, new BouncyServer(key, ProtocolVersion.TLSv12, suites), extension);
    }

    private static Socket over(Socket accepted, BouncyServer server, int leftOut) throws IOException {
        TlsServerProtocol protocol = new Forgetful(accepted.getInputStream(), accepted.getOutputStream(), leftOut);
        protocol.accept(server);
        return new Secured(protocol);
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return version.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return suites.clone();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public TlsPSKExternal getExternalPSK(Vector identities) {
        return new BasicTlsPSKExternal(
                PskServer.IDENTITY.getBytes(StandardCharsets.UTF_8),
                getCrypto().createSecret(key),
                PRFAlgorithm.tls13_hkdf_sha256);
    }

    private record OneKey(byte[] key) implements TlsPSKIdentityManager {

        @Override
        public byte[] getHint() {
            return "hint".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] getPSK(byte[] identity) {
            return Arrays.equals(identity, PskServer.IDENTITY.getBytes(StandardCharsets.UTF_8)) ? key.clone() : null;
        }
    }

    /** Leaves an extension out of its ServerHello. */
    private static final class Forgetful extends TlsServerProtocol {

        private final int leftOut;

        Forgetful(InputStream in, OutputStream out, int leftOut) {
            super(in, out);
            this.leftOut = leftOut;
        }

        @Override
        protected ServerHello generateServerHello(ClientHello clientHello, HandshakeMessageInput message)
                throws IOException {
            ServerHello hello = super.generateServerHello(clientHello, message);
            hello.getExtensions().remove(leftOut);
            return hello;
        }
    }

    private static final class Secured extends Socket {

        private final TlsServerProtocol protocol;

        Secured(TlsServerProtocol protocol) {
            this.protocol = protocol;
        }

        @Override
        public InputStream getInputStream() {
            return protocol.getInputStream();
        }

        @Override
        public OutputStream getOutputStream() {
            return protocol.getOutputStream();
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the protocol has locks of its own
        public void close() throws IOException {
            protocol.close();
        }
    }
}

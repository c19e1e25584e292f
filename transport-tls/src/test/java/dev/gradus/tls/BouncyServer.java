package dev.gradus.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
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

    static Secured tls13(Socket accepted, byte[] key, int... suites) throws IOException {
        return new BouncyServer(key, ProtocolVersion.TLSv13, suites).over(accepted, -1);
    }

    static Secured tls12(Socket accepted, byte[] key, int... suites) throws IOException {
        return new BouncyServer(key, ProtocolVersion.TLSv12, suites).over(accepted, -1);
    }

    static Secured tls12Without(int extension, Socket accepted, byte[] key, int... suites) throws IOException {
        return new BouncyServer(key, ProtocolVersion.TLSv12, suites).over(accepted, extension);
    }

    private Secured over(Socket accepted, int leftOut) throws IOException {
        Protocol protocol = new Protocol(accepted.getInputStream(), accepted.getOutputStream(), leftOut);
        protocol.accept(this);
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

    private static final class OneKey implements TlsPSKIdentityManager {

        private final byte[] key;

        OneKey(byte[] key) {
            this.key = key;
        }

        @Override
        public byte[] getHint() {
            return "hint".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] getPSK(byte[] identity) {
            return Arrays.equals(identity, PskServer.IDENTITY.getBytes(StandardCharsets.UTF_8)) ? key.clone() : null;
        }
    }

    /** Does what a server may do, or should not, when a test tells it to. */
    private static final class Protocol extends TlsServerProtocol {

        private final int leftOut;
        private byte[] lastWords = {};

        Protocol(InputStream in, OutputStream out, int leftOut) {
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

        @Override
        protected void handleAlertWarningMessage(short description) throws IOException {
            if (description == AlertDescription.close_notify) {
                writeApplicationData(lastWords, 0, lastWords.length);
            }
            super.handleAlertWarningMessage(description);
        }

        void endOutput() throws IOException {
            raiseAlertWarning(AlertDescription.close_notify, "no more output");
        }

        void updateKeys() throws IOException {
            send13KeyUpdate(true);
        }
    }

    /** The socket of the server's side. */
    static final class Secured extends Socket {

        private final Protocol protocol;

        private Secured(Protocol protocol) {
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

        /** Says goodbye and still reads. */
        void endOutput() throws IOException {
            protocol.endOutput();
        }

        /** Has the keys of both directions exchanged (RFC 8446 section 4.6.3). */
        void updateKeys() throws IOException {
            protocol.updateKeys();
        }

        /** What to answer to the goodbye of the client. */
        void lastWords(byte[] words) {
            protocol.lastWords = words.clone();
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the protocol has locks of its own
        public void close() throws IOException {
            protocol.close();
        }
    }
}

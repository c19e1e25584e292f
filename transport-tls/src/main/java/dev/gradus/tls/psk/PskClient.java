package dev.gradus.tls.psk;

import dev.gradus.tls.psk.PskRefusal.Why;
import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsPSK;
import org.bouncycastle.tls.TlsPSKExternal;
import org.bouncycastle.tls.TlsPSKIdentity;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.jspecify.annotations.Nullable;

/**
 * What this side offers in a handshake and insists on. Never takes a certificate. For one handshake; holds a copy of the key
 * until it is closed.
 */
@SuppressWarnings({"JdkObsolete", "rawtypes"}) // Bouncy Castle's signatures
final class PskClient extends AbstractTlsClient implements AutoCloseable {

    private final PresharedKey key;
    private final Terms terms;
    private final List<byte[]> serverNames;
    private final TlsSecret secret;
    private boolean complete;

    PskClient(PresharedKey key, Terms terms, List<byte[]> serverNames) {
        super(new PskCrypto());
        this.key = key;
        this.terms = terms;
        this.serverNames = serverNames;
        byte[] copy = key.copy();
        this.secret = getCrypto().createSecret(copy);
        Arrays.fill(copy, (byte) 0);
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return terms.version().only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return terms.suites();
    }

    @Override
    protected @Nullable Vector<ServerName> getSNIServerNames() {
        if (serverNames.isEmpty()) {
            return null;
        }
        Vector<ServerName> names = new Vector<>();
        serverNames.forEach(name -> names.add(new ServerName(NameType.host_name, name)));
        return names;
    }

    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    public @Nullable Vector<TlsPSKExternal> getExternalPSKs() {
        if (!terms.tls13()) {
            return null;
        }
        Vector<TlsPSKExternal> keys = new Vector<>();
        keys.add(new BasicTlsPSKExternal(key.identityBytes(), secret, PRFAlgorithm.tls13_hkdf_sha256));
        return keys;
    }

    @Override
    public TlsPSKIdentity getPSKIdentity() {
        return new IdentityForTls12(key);
    }

    /** TLS 1.3: whether the broker uses the key; otherwise it would show a certificate. */
    @Override
    public void notifySelectedPSK(@Nullable TlsPSK selected) throws IOException {
        if (selected == null) {
            throw refuse(Why.KEY_NOT_TAKEN, "the peer went on without the pre-shared key");
        }
    }

    @Override
    public TlsAuthentication getAuthentication() throws IOException {
        throw refuse(Why.KEY_NOT_TAKEN, "the peer sent a certificate");
    }

    /** RFC 5746. */
    @Override
    public void notifySecureRenegotiation(boolean secure) throws IOException {
        insist(secure, "secure renegotiation (RFC 5746)");
    }

    @Override
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        SecurityParameters agreed = context.getSecurityParametersHandshake();
        if (!terms.tls13()) {
            insist(agreed.isExtendedMasterSecret(), "the extended master secret (RFC 7627)");
            insist(
                    agreed.isEncryptThenMAC() || !TlsUtils.isBlockCipherSuite(agreed.getCipherSuite()),
                    "encrypt-then-MAC (RFC 7366) with CBC");
        }
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        complete = true;
    }

    /** Whether the handshake is over; the peer may have said goodbye since. */
    boolean isComplete() {
        return complete;
    }

    private static void insist(boolean agreed, String what) throws IOException {
        if (!agreed) {
            throw refuse(Why.UNSAFE, what);
        }
    }

    private static IOException refuse(Why why, String message) {
        return new TlsFatalAlert(AlertDescription.handshake_failure, new PskRefusal(why, message));
    }

    @Override
    public void close() {
        secret.destroy();
    }

    /** The identity and the key as TLS 1.2 asks for them; hints are of no use, as there is one key alone. */
    private static final class IdentityForTls12 implements TlsPSKIdentity {

        private final PresharedKey key;

        IdentityForTls12(PresharedKey key) {
            this.key = key;
        }

        @Override
        public void skipIdentityHint() {
            // RFC 4279 section 5.2: a hint is not needed.
        }

        @Override
        public void notifyIdentityHint(byte[] hint) {
            // RFC 4279 section 5.2: in the absence of a profile a hint is ignored.
        }

        @Override
        public byte[] getPSKIdentity() {
            return key.identityBytes();
        }

        /** Overwritten by the caller. */
        @Override
        public byte[] getPSK() {
            return key.copy();
        }
    }
}

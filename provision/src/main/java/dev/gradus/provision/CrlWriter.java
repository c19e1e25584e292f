package dev.gradus.provision;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Writes and signs lists of revoked certificates as RFC 5280 §5 asks. */
final class CrlWriter {

    private CrlWriter() {}

    /**
     * A list.
     *
     * @return it in DER
     */
    static byte[] sign(RevocationList list, Validity validity, X509Certificate issuer, PrivateKey key) {
        X509v2CRLBuilder builder =
                new X509v2CRLBuilder(CertificateWriter.name(issuer), Date.from(validity.notBefore()));
        builder.setNextUpdate(Date.from(validity.notAfter()));
        for (Map.Entry<BigInteger, Instant> entry : list.revoked().entrySet()) {
            // RFC 5280 §5.3.1: no reason given is better left out than called unspecified.
            builder.addCRLEntry(entry.getKey(), Date.from(entry.getValue()), CRLReason.unspecified);
        }
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(list.number()));
            return builder.build(new JcaContentSignerBuilder(KeyType.signatureOf(key)).build(key))
                    .getEncoded();
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw cannotHappen(e);
        }
    }

    private static IllegalStateException cannotHappen(Exception e) {
        return new IllegalStateException("this Java can't sign a list of revoked certificates", e);
    }
}

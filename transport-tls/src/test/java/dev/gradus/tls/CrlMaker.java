package dev.gradus.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes CRLs of a CA: valid since an hour and for another, and empty, unless told otherwise. */
final class CrlMaker {

    private final Issued issuer;
    private final Map<ASN1ObjectIdentifier, ASN1Encodable> critical = new LinkedHashMap<>();
    private Issued signer;
    private Instant from = Instant.now().minus(Duration.ofHours(1));
    private Instant until = Instant.now().plus(Duration.ofHours(1));
    private BigInteger revoked;
    private String digest = "SHA256";
    private boolean endless;

    private CrlMaker(Issued issuer) {
        this.issuer = issuer;
        this.signer = issuer;
    }

    static CrlMaker of(Issued issuer) {
        return new CrlMaker(issuer);
    }

    CrlMaker valid(Duration fromNow, Duration untilThen) {
        from = Instant.now().plus(fromNow);
        until = Instant.now().plus(untilThen);
        return this;
    }

    CrlMaker endless() {
        endless = true;
        return this;
    }

    CrlMaker revoking(Issued given) {
        revoked = given.certificate.getSerialNumber();
        return this;
    }

    CrlMaker signedBy(Issued given) {
        signer = given;
        return this;
    }

    CrlMaker digest(String given) {
        digest = given;
        return this;
    }

    CrlMaker critical(ASN1ObjectIdentifier extension, ASN1Encodable value) {
        critical.put(extension, value);
        return this;
    }

    String pem() {
        return Issued.pem("X509 CRL", der());
    }

    byte[] der() {
        try {
            X500Name name = X500Name.getInstance(
                    issuer.certificate.getSubjectX500Principal().getEncoded());
            X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(from));
            if (!endless) {
                builder.setNextUpdate(Date.from(until));
            }
            if (revoked != null) {
                builder.addCRLEntry(revoked, Date.from(from), CRLReason.keyCompromise);
            }
            for (Map.Entry<ASN1ObjectIdentifier, ASN1Encodable> extension : critical.entrySet()) {
                builder.addExtension(extension.getKey(), true, extension.getValue());
            }
            String algorithm = signer.keys.getPrivate().getAlgorithm();
            return builder.build(new JcaContentSignerBuilder(
                                    digest + "with" + (algorithm.equals("EC") ? "ECDSA" : algorithm))
                            .setProvider(new BouncyCastleProvider())
                            .build(signer.keys.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.gradus.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates, good ones unless told otherwise: EC P-256, SHA-256, valid since an hour and for another. */
final class CertificateMaker {

    private static long serial = 1;

    private final X500Name subject;
    private final List<GeneralName> names = new ArrayList<>();
    private final List<KeyPurposeId> purposes = new ArrayList<>();
    private Instant from = Instant.now().minus(Duration.ofHours(1));
    private Instant until = Instant.now().plus(Duration.ofHours(1));
    private KeyPair keys = keys("EC", "secp256r1");
    private String digest = "SHA256";
    private boolean ca;
    private boolean crlSign = true;

    CertificateMaker(String subject) {
        this.subject = new X500Name(subject);
    }

    static Issued root(String name) {
        return new CertificateMaker("CN=" + name).ca().selfSigned();
    }

    /** A server's certificate that says localhost in all ways. */
    static CertificateMaker localhost() {
        return new CertificateMaker("CN=localhost")
                .dns("localhost")
                .ip("127.0.0.1")
                .ip("::1");
    }

    static KeyPair keys(String algorithm, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (!curve.isEmpty()) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    CertificateMaker dns(String name) {
        names.add(new GeneralName(GeneralName.dNSName, name));
        return this;
    }

    CertificateMaker ip(String address) {
        names.add(new GeneralName(GeneralName.iPAddress, address));
        return this;
    }

    CertificateMaker uri(String uri) {
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
        return this;
    }

    CertificateMaker valid(Duration fromNow, Duration untilThen) {
        from = Instant.now().plus(fromNow);
        until = Instant.now().plus(untilThen);
        return this;
    }

    CertificateMaker keys(KeyPair given) {
        keys = given;
        return this;
    }

    CertificateMaker digest(String given) {
        digest = given;
        return this;
    }

    CertificateMaker ca() {
        ca = true;
        return this;
    }

    CertificateMaker withoutCrlSign() {
        crlSign = false;
        return this;
    }

    CertificateMaker purpose(KeyPurposeId purpose) {
        purposes.add(purpose);
        return this;
    }

    Issued selfSigned() {
        return made(subject, keys, List.of());
    }

    /** Under a CA; a chain does not include the root, that is, what its issuer signed itself. */
    Issued under(Issued issuer) {
        boolean root = issuer.certificate.getIssuerX500Principal().equals(issuer.certificate.getSubjectX500Principal());
        X500Name name = X500Name.getInstance(
                issuer.certificate.getSubjectX500Principal().getEncoded());
        return made(name, issuer.keys, root ? List.of() : issuer.chain);
    }

    private Issued made(X500Name issuer, KeyPair signing, List<java.security.cert.X509Certificate> above) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(nextSerial()),
                    Date.from(from),
                    Date.from(until),
                    subject,
                    keys.getPublic());
            addExtensions(builder);
            return new Issued(
                    keys,
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(new JcaContentSignerBuilder(signature(signing.getPrivate()))
                                    .setProvider(new BouncyCastleProvider())
                                    .build(signing.getPrivate()))),
                    above);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addExtensions(JcaX509v3CertificateBuilder builder) throws IOException {
        int authority = KeyUsage.keyCertSign | (crlSign ? KeyUsage.cRLSign : 0);
        int usage = ca ? authority : KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        if (!purposes.isEmpty()) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
        }
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
        }
    }

    private String signature(PrivateKey key) {
        String algorithm = key.getAlgorithm();
        if (algorithm.equals("RSA")) {
            return digest + (digest.endsWith("MGF1") ? "" : "withRSA");
        }
        return algorithm.equals("EC") ? digest + "withECDSA" : algorithm;
    }

    private static synchronized long nextSerial() {
        return serial++;
    }
}

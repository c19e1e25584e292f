package dev.gradus.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates, good ones unless told otherwise: EC P-256, SHA-256, valid since an hour and for another. */
final class CertificateMaker {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final Map<Integer, KeyPair> RSA = new ConcurrentHashMap<>();

    private static long serial = 1;

    private final X500Name subject;
    private final List<GeneralName> names = new ArrayList<>();
    private final List<KeyPurposeId> purposes = new ArrayList<>();
    private final Map<ASN1ObjectIdentifier, ASN1Encodable> more = new LinkedHashMap<>();
    private Instant from = Instant.now().minus(Duration.ofHours(1));
    private Instant until = Instant.now().plus(Duration.ofHours(1));
    private KeyPair keys = keys("EC", "secp256r1");
    private String digest = "SHA256";
    private BasicConstraints constraints = new BasicConstraints(false);
    private int usage = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    private boolean constrained = true;
    private boolean damaged;

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
            // The JDK lacks some curves.
            KeyPairGenerator generator = curve.equals("secp256k1")
                    ? KeyPairGenerator.getInstance(algorithm, BOUNCY_CASTLE)
                    : KeyPairGenerator.getInstance(algorithm);
            if (!curve.isEmpty()) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One for each size in a run, as they take long to make. */
    static KeyPair rsa(int bits) {
        return RSA.computeIfAbsent(bits, CertificateMaker::newRsa);
    }

    private static KeyPair newRsa(int bits) {
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

    CertificateMaker name(GeneralName name) {
        names.add(name);
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
        constraints = new BasicConstraints(true);
        return usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    /** How many CAs may stand between this one and a broker. */
    CertificateMaker pathLength(int most) {
        constraints = new BasicConstraints(most);
        return this;
    }

    CertificateMaker usage(int bits) {
        usage = bits;
        return this;
    }

    CertificateMaker withoutBasicConstraints() {
        constrained = false;
        return this;
    }

    /** A critical extension. */
    CertificateMaker critical(ASN1ObjectIdentifier extension, ASN1Encodable value) {
        more.put(extension, value);
        return this;
    }

    /** With one bit of the signature flipped. */
    CertificateMaker damaged() {
        damaged = true;
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

    private Issued made(X500Name issuer, KeyPair signing, List<X509Certificate> above) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(nextSerial()),
                    Date.from(from),
                    Date.from(until),
                    subject,
                    keys.getPublic());
            addExtensions(builder);
            byte[] der = builder.build(new JcaContentSignerBuilder(signature(signing.getPrivate()))
                            .setProvider(BOUNCY_CASTLE)
                            .build(signing.getPrivate()))
                    .getEncoded();
            if (damaged) {
                der[der.length - 3] ^= 1;
            }
            return new Issued(
                    keys,
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)),
                    above);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addExtensions(JcaX509v3CertificateBuilder builder) throws IOException {
        if (constrained) {
            builder.addExtension(Extension.basicConstraints, true, constraints);
        }
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        if (!purposes.isEmpty()) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
        }
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
        }
        for (Map.Entry<ASN1ObjectIdentifier, ASN1Encodable> extension : more.entrySet()) {
            builder.addExtension(extension.getKey(), true, extension.getValue());
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

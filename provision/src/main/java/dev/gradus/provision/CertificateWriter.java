package dev.gradus.provision;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Writes and signs certificates as RFC 5280 asks. Bouncy Castle writes the structure; keys and signatures are the JDK's
 * own, so no provider is handed over, and none is registered.
 */
final class CertificateWriter {

    /** RFC 5280 §4.1.2.2: positive, 20 bytes at most; so many random bits never meet twice. */
    private static final int SERIAL_BITS = 159;

    private CertificateWriter() {}

    static X509Certificate authority(String commonName, KeyPair keys, Validity validity, SecureRandom random) {
        X500Name name = commonName(commonName);
        X509v3CertificateBuilder builder = builder(name, name, validity, keys.getPublic(), random);
        try {
            // RFC 5280 §4.2.1.9: no further authority below this one.
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            addKeyIdentifiers(builder, keys.getPublic(), keys.getPublic());
            return sign(builder, keys.getPrivate(), random);
        } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
            throw cannotHappen(keys.getPrivate(), e);
        }
    }

    static X509Certificate leaf(
            Leaf leaf, PublicKey key, X509Certificate issuer, PrivateKey issuerKey, SecureRandom random) {
        X500Name subject = subject(leaf.commonName());
        X509v3CertificateBuilder builder = builder(name(issuer), subject, leaf.validity(), key, random);
        // RFC 5280 §4.2.1.6: with no subject the names carry all, and so are critical.
        boolean namesCritical = subject.getRDNs().length == 0;
        GeneralName[] names =
                leaf.names().stream().map(SubjectName::toGeneralName).toArray(GeneralName[]::new);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(leaf.purpose()));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, namesCritical, new GeneralNames(names));
            }
            addKeyIdentifiers(builder, key, issuer.getPublicKey());
            return sign(builder, issuerKey, random);
        } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
            throw cannotHappen(issuerKey, e);
        }
    }

    static X500Name name(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Validity validity, PublicKey key, SecureRandom random) {
        // The highest bit is set so that the serial number is never zero and always equally long.
        BigInteger serial = new BigInteger(SERIAL_BITS - 1, random).setBit(SERIAL_BITS - 1);
        Date notBefore = Date.from(validity.notBefore());
        Date notAfter = Date.from(validity.notAfter());
        return new JcaX509v3CertificateBuilder(issuer, serial, notBefore, notAfter, subject, key);
    }

    private static void addKeyIdentifiers(X509v3CertificateBuilder builder, PublicKey key, PublicKey issuerKey)
            throws CertIOException, GeneralSecurityException {
        // RFC 5280 §4.2.1.1 and §4.2.1.2, method 1: SHA-1 as a name for the key, not as a protection.
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(issuerKey));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key, SecureRandom random)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(KeyType.signatureOf(key))
                        .setSecureRandom(random)
                        .build(key)));
    }

    private static X500Name subject(String commonName) {
        return commonName.isEmpty() ? new X500NameBuilder(BCStyle.INSTANCE).build() : commonName(commonName);
    }

    private static X500Name commonName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static IllegalStateException cannotHappen(PrivateKey key, Exception e) {
        return new IllegalStateException("this Java can't sign a certificate with " + KeyType.signatureOf(key), e);
    }
}

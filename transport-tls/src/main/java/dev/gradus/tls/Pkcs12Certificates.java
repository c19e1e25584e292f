package dev.gradus.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * The certificates of a PKCS#12 file (RFC 7292) that has nothing else. Java's key stores show only those that Java marked as
 * trusted, and so none of a file that openssl made.
 */
final class Pkcs12Certificates {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** As many as the JDK takes, some seconds' work; a file could ask for hours. */
    private static final BigInteger MOST_ROUNDS = BigInteger.valueOf(5_000_000);

    private final InputDecryptorProvider decryptor;

    private Pkcs12Certificates(char[] password) {
        this.decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(BOUNCY_CASTLE)
                .build(password);
    }

    /**
     * All certificates.
     *
     * @return none if it holds none
     * @throws IOException if it is no such file, or the password does not open it
     * @throws PrivateKeyFoundException if it holds a private key, or perhaps one
     */
    static List<X509Certificate> read(byte[] content, char[] password) throws IOException, PrivateKeyFoundException {
        try {
            PKCS12PfxPdu file = new PKCS12PfxPdu(content);
            PKCS12MacCalculatorBuilderProvider mac =
                    new JcePKCS12MacCalculatorBuilderProvider().setProvider(BOUNCY_CASTLE);
            if (!file.hasMac() || !isQuick(file) || !file.isMacValid(mac, password)) {
                throw new IOException("its content is not what was written with this password");
            }
            List<X509Certificate> found = new ArrayList<>();
            for (ContentInfo part : file.getContentInfos()) {
                found.addAll(new Pkcs12Certificates(password).certificates(part));
            }
            return found;
        } catch (PKCSException | GeneralSecurityException | RuntimeException e) { // broken content has many ways
            throw new IOException(e);
        }
    }

    /** Whether the password is proven in a bounded number of rounds (RFC 7292 section 4, RFC 9579 section 4). */
    private static boolean isQuick(PKCS12PfxPdu file) {
        MacData mac = file.toASN1Structure().getMacData();
        AlgorithmIdentifier algorithm = mac.getMac().getAlgorithmId();
        BigInteger rounds = algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBMAC1)
                ? PBKDF2Params.getInstance(PBMAC1Params.getInstance(algorithm.getParameters())
                                .getKeyDerivationFunc()
                                .getParameters())
                        .getIterationCount()
                : mac.getIterationCount();
        return rounds.compareTo(MOST_ROUNDS) <= 0;
    }

    private List<X509Certificate> certificates(ContentInfo part)
            throws PKCSException, GeneralSecurityException, PrivateKeyFoundException {
        PKCS12SafeBagFactory factory = part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                ? new PKCS12SafeBagFactory(part, decryptor)
                : new PKCS12SafeBagFactory(part);
        List<X509Certificate> found = new ArrayList<>();
        for (PKCS12SafeBag bag : factory.getSafeBags()) {
            if (!bag.getType().equals(PKCSObjectIdentifiers.certBag)) {
                throw new PrivateKeyFoundException();
            }
            found.add(new JcaX509CertificateConverter().getCertificate((X509CertificateHolder) bag.getBagValue()));
        }
        return found;
    }

    /** Something else than a certificate is in the file. */
    static final class PrivateKeyFoundException extends Exception {

        private static final long serialVersionUID = 1L;
    }
}

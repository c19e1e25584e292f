package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trust stores of Java and of openssl. */
@Timeout(60)
class TrustTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued OTHER = CertificateMaker.root("Other");
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void store_ofJava_trusted(String type) throws Exception {
        KeyStore store = empty(type);
        store.setCertificateEntry("a", ROOT.certificate);
        store.setCertificateEntry("b", OTHER.certificate);

        trusted(source(type, written(store), PASSWORD), ROOT, OTHER);
    }

    @Test
    void pkcs12_ofOpenssl_trusted() throws Exception {
        Path file = Openssl.make(
                folder.resolve("trust.p12"),
                "pkcs12",
                "-export",
                "-nokeys",
                "-in",
                ROOT.writeTo(folder.resolve("root.pem")).toString(),
                "-passout",
                "pass:changeit");

        trusted(Trust.pkcs12(file, PASSWORD), ROOT);
    }

    @Test
    void sources_several_anyWillDo() throws Exception {
        KeyStore store = empty("JKS");
        store.setCertificateEntry("a", OTHER.certificate);
        Tls tls = Tls.builder()
                .trust(Trust.pem(ROOT.writeTo(folder.resolve("root.pem"))), Trust.jks(written(store), PASSWORD))
                .build();

        for (Issued root : new Issued[] {ROOT, OTHER}) {
            try (TestServer server =
                    TestServer.echoing(CertificateMaker.localhost().under(root))) {
                Dialled.accepted(tls, "localhost", server.port());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void store_wrongPassword_refused(String type) throws Exception {
        KeyStore store = empty(type);
        store.setCertificateEntry("a", ROOT.certificate);

        refused(source(type, written(store), "wrong".toCharArray()), "content that does not open: check the password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void store_withPrivateKey_refused(String type) throws Exception {
        KeyStore store = empty(type);
        store.setKeyEntry("a", ROOT.keys.getPrivate(), PASSWORD, new X509Certificate[] {ROOT.certificate});

        refused(source(type, written(store), PASSWORD), "a private key in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void store_empty_refused(String type) throws Exception {
        refused(source(type, written(empty(type)), PASSWORD), "found none: import the CA's certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void store_weakKey_refused(String type) throws Exception {
        KeyStore store = empty(type);
        store.setCertificateEntry(
                "a",
                new CertificateMaker("CN=Weak")
                        .ca()
                        .keys(CertificateMaker.rsa(1024))
                        .selfSigned()
                        .certificate);

        refused(source(type, written(store), PASSWORD), "'CN=Weak' with an RSA key of 1024 bits");
    }

    @Test
    void store_otherFormat_refused() throws Exception {
        KeyStore store = empty("JKS");
        store.setCertificateEntry("a", ROOT.certificate);

        refused(Trust.pkcs12(written(store), PASSWORD), "another format");
        refused(Trust.jks(ROOT.writeTo(folder.resolve("root.pem")), PASSWORD), "another format");
        refused(Trust.jks(Files.write(folder.resolve("empty"), new byte[0]), PASSWORD), "another format");
    }

    /** Which would be ten minutes' work. */
    @Test
    void pkcs12_passwordProvenInEndlessRounds_refused() throws Exception {
        KeyStore store = empty("PKCS12");
        store.setCertificateEntry("a", ROOT.certificate);
        Path file = written(store);
        Pfx found = Pfx.getInstance(Files.readAllBytes(file));
        MacData mac = found.getMacData();
        Pfx slow = new Pfx(found.getAuthSafe(), new MacData(mac.getMac(), mac.getSalt(), Integer.MAX_VALUE));
        Files.write(file, slow.getEncoded());

        refused(Trust.pkcs12(file, PASSWORD), "content that does not open");
    }

    private static KeyStore empty(String type) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        return store;
    }

    private Path written(KeyStore store) throws Exception {
        Path file = folder.resolve("trust.store");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private static Trust source(String type, Path file, char[] password) {
        return type.equals("JKS") ? Trust.jks(file, password) : Trust.pkcs12(file, password);
    }

    private static void trusted(Trust source, Issued... expected) throws IOException {
        assertThat(source.load())
                .containsExactlyInAnyOrder(Arrays.stream(expected)
                        .map(issued -> issued.certificate)
                        .toArray(X509Certificate[]::new));
        Tls.builder().trust(source).build();
    }

    private static void refused(Trust source, String found) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.builder().trust(source).build())
                .withMessageContaining("expected CA certificates in ")
                .withMessageContaining(found);
    }
}

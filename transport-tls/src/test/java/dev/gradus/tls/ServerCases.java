package dev.gradus.tls;

import java.security.KeyPair;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * Servers' certificates, good ones and each kind of bad one, under one root. Made anew in each run. A case is named after
 * what is the matter with it; its name stands in {@code server-cases.csv} with what a client has to say.
 */
final class ServerCases {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration DAY = Duration.ofDays(1);

    final Issued root = CertificateMaker.root("Root");
    private final Issued otherRoot = CertificateMaker.root("Unknown Root");
    private final Issued fakeRoot = CertificateMaker.root("Root");
    private final Issued ca = authority("Intermediate").under(root);
    private final Issued subCa = authority("Sub Intermediate").under(ca);
    private final Issued lowest = authority("Lowest").pathLength(0).under(root);
    private final Issued belowLowest = authority("Below Lowest").under(lowest);
    private final Issued expiredCa =
            authority("Expired CA").valid(YEAR.negated(), DAY.negated()).under(root);
    private final Issued sha1Ca = authority("SHA-1 CA").digest("SHA1").under(root);
    private final Issued noCertSign =
            authority("No certSign").usage(KeyUsage.digitalSignature).under(root);
    private final Issued noConstraints = new CertificateMaker("CN=No Constraints")
            .usage(KeyUsage.keyCertSign)
            .withoutBasicConstraints()
            .under(root);
    private final Issued limitedCa = authority("Limited CA")
            .critical(Extension.nameConstraints, allowing("allowed.example"))
            .under(root);
    private final Issued clientCa =
            authority("Client CA").purpose(KeyPurposeId.id_kp_clientAuth).under(root);
    private final Issued weakCa =
            authority("Weak CA").keys(CertificateMaker.rsa(1024)).under(root);
    private final Issued revokedCa = authority("Revoked CA").under(root);
    private final Issued revoked = localhost().under(ca);

    private final Map<String, Supplier<Issued>> cases = new LinkedHashMap<>();

    ServerCases() {
        addGood();
        addTimes();
        addNames();
        addTrust();
        addUsages();
        addWeak();
        cases.put("badsig", () -> localhost().damaged().under(ca));
        cases.put("revoked", () -> revoked);
        cases.put("intrevoked", () -> localhost().under(revokedCa));
    }

    Map<String, Supplier<Issued>> all() {
        return cases;
    }

    /** CRLs of all CAs but those that nobody should ask for any. */
    String crls() {
        return Stream.of(
                        CrlMaker.of(root).revoking(revokedCa),
                        CrlMaker.of(ca).revoking(revoked),
                        CrlMaker.of(subCa),
                        CrlMaker.of(lowest),
                        CrlMaker.of(belowLowest),
                        CrlMaker.of(expiredCa),
                        CrlMaker.of(sha1Ca),
                        CrlMaker.of(limitedCa),
                        CrlMaker.of(clientCa),
                        CrlMaker.of(weakCa),
                        CrlMaker.of(revokedCa))
                .map(CrlMaker::pem)
                .collect(Collectors.joining());
    }

    private void addGood() {
        cases.put("good", () -> localhost().under(ca));
        cases.put("goodip", () -> localhost().under(ca));
        cases.put("goodrsa", () -> localhost().keys(CertificateMaker.rsa(2048)).under(ca));
        cases.put(
                "gooded",
                () -> localhost().keys(CertificateMaker.keys("Ed25519", "")).under(ca));
        cases.put(
                "goodpss",
                () -> localhost().keys(CertificateMaker.keys("RSASSA-PSS", "")).under(ca));
        cases.put(
                "good521",
                () -> localhost().keys(curve("secp521r1")).digest("SHA512").under(ca));
        cases.put("gooddeep", () -> localhost().under(subCa));
        cases.put("goodnoeku", () -> CertificateMaker.localhost().under(ca));
        cases.put("goodreversed", () -> localhost().under(subCa).sending(ca.certificate, subCa.certificate));
    }

    private void addTimes() {
        cases.put(
                "expired",
                () -> localhost().valid(YEAR.negated(), DAY.negated()).under(ca));
        cases.put("notyet", () -> localhost().valid(DAY, YEAR).under(ca));
        cases.put("intexpired", () -> localhost().under(expiredCa));
    }

    private void addNames() {
        cases.put("wronghost", () -> named("other.example").dns("other.example").under(ca));
        cases.put("cnonly", () -> named("localhost").under(ca));
        cases.put("cnsanmix", () -> named("localhost").dns("other.example").under(ca));
        cases.put("ipmismatch", () -> named("localhost").ip("127.0.0.2").under(ca));
        cases.put("ipasdns", () -> named("localhost").dns("127.0.0.1").under(ca));
        cases.put("ipnosan", () -> named("127.0.0.1").dns("localhost").under(ca));
        cases.put("wild", () -> named("localhost").dns("*.example").under(ca));
        cases.put("wildall", () -> named("localhost").dns("*").under(ca));
        cases.put("wildpart", () -> named("localhost").dns("local*").under(ca));
        cases.put(
                "suffix", () -> named("localhost").dns("localhost.evil.example").under(ca));
        cases.put("uri", () -> named("localhost").uri("mqtts://localhost").under(ca));
        cases.put("nul", () -> named("x").name(nul()).under(ca));
    }

    private void addTrust() {
        cases.put("selfsigned", () -> localhost().selfSigned());
        cases.put("unknownca", () -> localhost().under(otherRoot).sending(otherRoot.certificate));
        cases.put("fakeca", () -> localhost().under(fakeRoot).sending(fakeRoot.certificate));
        cases.put("noint", () -> localhost().under(ca).sending());
    }

    private void addUsages() {
        cases.put(
                "ekuclient",
                () -> CertificateMaker.localhost()
                        .purpose(KeyPurposeId.id_kp_clientAuth)
                        .under(ca));
        cases.put(
                "ekucode",
                () -> CertificateMaker.localhost()
                        .purpose(KeyPurposeId.id_kp_codeSigning)
                        .under(ca));
        cases.put("ekuintermediate", () -> localhost().under(clientCa));
        cases.put("kuwrong", () -> localhost().usage(KeyUsage.keyAgreement).under(ca));
        cases.put("badissuer", () -> localhost().under(named("Leaf").under(ca)));
        cases.put("nobc", () -> localhost().under(noConstraints));
        cases.put("nocertsign", () -> localhost().under(noCertSign));
        cases.put("pathlen", () -> localhost().under(belowLowest));
        cases.put("nameconstr", () -> localhost().under(limitedCa));
        cases.put(
                "critext",
                () -> localhost()
                        .critical(new ASN1ObjectIdentifier("1.2.3.4.5.6.7"), DERNull.INSTANCE)
                        .under(ca));
    }

    private void addWeak() {
        cases.put("rsa1024", () -> localhost().keys(CertificateMaker.rsa(1024)).under(ca));
        cases.put("rsa512", () -> localhost().keys(CertificateMaker.rsa(512)).under(ca));
        cases.put("intweak", () -> localhost().under(weakCa));
        cases.put("sha1", () -> localhost().digest("SHA1").under(ca));
        cases.put("md5", () -> localhost().digest("MD5").under(weakCa));
        cases.put("intsha1leaf", () -> localhost().under(sha1Ca));
        cases.put("k1", () -> localhost().keys(curve("secp256k1")).under(ca));
    }

    private static CertificateMaker authority(String name) {
        return new CertificateMaker("CN=" + name).ca();
    }

    /** A server's, with a usage for servers and no names yet. */
    private static CertificateMaker named(String commonName) {
        return new CertificateMaker("CN=" + commonName).purpose(KeyPurposeId.id_kp_serverAuth);
    }

    private static CertificateMaker localhost() {
        return CertificateMaker.localhost().purpose(KeyPurposeId.id_kp_serverAuth);
    }

    private static KeyPair curve(String name) {
        return CertificateMaker.keys("EC", name);
    }

    /** A name that ends before the NUL for whoever reads it as a string of C. */
    private static GeneralName nul() {
        return new GeneralName(GeneralName.dNSName, new DERIA5String("localhost\0.evil.example"));
    }

    private static NameConstraints allowing(String host) {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, host))}, null);
    }
}

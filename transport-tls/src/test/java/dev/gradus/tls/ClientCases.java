package dev.gradus.tls;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Clients' certificates, a good one and each kind of bad one; their names stand in {@code client-cases.csv}. */
final class ClientCases {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration DAY = Duration.ofDays(1);

    final Issued root = CertificateMaker.root("Root");
    final Issued ca = new CertificateMaker("CN=Intermediate").ca().under(root);
    private final Issued otherRoot = CertificateMaker.root("Unknown Root");
    private final Issued revoked = alice().under(ca);
    private final Map<String, Issued> cases = new LinkedHashMap<>();

    ClientCases() {
        cases.put("good", alice().under(ca));
        cases.put("expired", alice().valid(YEAR.negated(), DAY.negated()).under(ca));
        cases.put("notyet", alice().valid(DAY, YEAR).under(ca));
        cases.put("wrongca", alice().under(otherRoot).sending(otherRoot.certificate));
        cases.put(
                "eku",
                new CertificateMaker("CN=alice")
                        .purpose(KeyPurposeId.id_kp_serverAuth)
                        .under(ca));
        cases.put("revoked", revoked);
        cases.put("self", alice().selfSigned());
    }

    Map<String, Issued> all() {
        return cases;
    }

    String crls() {
        return CrlMaker.of(ca).revoking(revoked).pem() + CrlMaker.of(root).pem();
    }

    private static CertificateMaker alice() {
        return new CertificateMaker("CN=alice").purpose(KeyPurposeId.id_kp_clientAuth);
    }
}

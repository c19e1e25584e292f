package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.cert.CertificateException;
import java.util.Arrays;

/**
 * Any bytes are what they should be, or refused with the one exception that says so. Runs over a few seeds. To search for
 * more: {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Djacoco.skip=true -Dtest=ParserFuzzTest#NAME}, one at a time.
 */
class ParserFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void parse_anyBytes_givesCertificatesOrRefuses(byte[] bytes) {
        try {
            CertificateFile.parse(bytes.clone())
                    .forEach(certificate ->
                            assertThat(CertificateText.describe(certificate)).hasLineCount(9));
        } catch (CertificateException e) {
            assertThat(e).isNotNull();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void decode_anyBytes_givesRevocationsOrIllegalArgument(byte[] bytes) {
        try {
            RevocationList list = RevocationList.decode(bytes.clone());
            assertThat(RevocationList.decode(list.encode())).isEqualTo(list);
        } catch (IllegalArgumentException e) {
            assertThat(e).isNotNull();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void decodePrivateKey_anyBytes_givesBytesOrIllegalArgument(byte[] bytes) {
        byte[] before = bytes.clone();
        try {
            assertThat(Pem.decodePrivateKey(bytes)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(Arrays.equals(bytes, before)).isTrue();
        }
    }
}

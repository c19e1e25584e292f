package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.bsi.BSIObjectIdentifiers;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.tls.TlsClientProtocol;
import org.junit.jupiter.api.Test;

/** bctls asks for older parts of Bouncy Castle than it gets; these have to be of one version, and not the older ones. */
class BouncyCastleVersionsTest {

    private static final Pattern JAR = Pattern.compile(".*/bc(prov|util|tls)-jdk18on-1\\.([0-9]+)\\.jar");

    @Test
    void classPath_partsOfBouncyCastle_oneVersionNotBeforeTls() {
        int provider = minorVersion(AESEngine.class);

        assertThat(minorVersion(BSIObjectIdentifiers.class)).isEqualTo(provider);
        assertThat(provider).isGreaterThanOrEqualTo(86).isGreaterThanOrEqualTo(minorVersion(TlsClientProtocol.class));
    }

    private static int minorVersion(Class<?> type) {
        Matcher jar = JAR.matcher(
                type.getProtectionDomain().getCodeSource().getLocation().getPath());
        assertThat(jar.matches()).isTrue();
        return Integer.parseInt(jar.group(2));
    }
}

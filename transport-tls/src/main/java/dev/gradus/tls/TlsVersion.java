package dev.gradus.tls;

import java.util.Arrays;

/** A version of TLS that is spoken; older ones are not (RFC 8996). */
public enum TlsVersion {
    /** TLS 1.2 (RFC 5246), with ECDHE and AEAD suites alone (RFC 9325 section 4.2). */
    TLS_1_2("TLSv1.2"),
    /** TLS 1.3 (RFC 8446). */
    TLS_1_3("TLSv1.3");

    /** The name in the JDK's TLS. */
    private final String jdkName;

    TlsVersion(String jdkName) {
        this.jdkName = jdkName;
    }

    /** The JDK's names of this version and all later ones. */
    String[] andLater() {
        return Arrays.stream(values())
                .filter(version -> version.compareTo(this) >= 0)
                .map(version -> version.jdkName)
                .toArray(String[]::new);
    }
}

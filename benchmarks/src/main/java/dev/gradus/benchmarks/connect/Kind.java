package dev.gradus.benchmarks.connect;

import dev.gradus.provision.KeyType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a client connects. */
enum Kind {
    /** Nothing is protected. */
    L0("L0"),
    /** A password in clear. */
    L1("L1"),
    /** A certificate with RSA. */
    RSA_TLS12("L3 RSA-2048, TLS 1.2", KeyType.RSA_2048, true, false),
    /** A certificate with RSA. */
    RSA_TLS13("L3 RSA-2048, TLS 1.3", KeyType.RSA_2048, false, false),
    /** A certificate on P-256. */
    EC_TLS12("L3 P-256, TLS 1.2", KeyType.EC_P256, true, false),
    /** A certificate on P-256. */
    EC_TLS13("L3 P-256, TLS 1.3", KeyType.EC_P256, false, false),
    /** A session that goes on. */
    RESUMED_TLS12("L3 P-256, TLS 1.2, resumed", KeyType.EC_P256, true, true),
    /** A session that goes on. */
    RESUMED_TLS13("L3 P-256, TLS 1.3, resumed", KeyType.EC_P256, false, true),
    /** A pre-shared key with ECDHE. */
    PSK_TLS12("L3 pre-shared key, TLS 1.2", null, true, false),
    /** A pre-shared key with ECDHE. */
    PSK_TLS13("L3 pre-shared key, TLS 1.3", null, false, false);

    private final String label;
    private final Optional<KeyType> key;
    private final boolean secure;
    private final boolean tls12;
    private final boolean resumed;

    Kind(String label) {
        this.label = label;
        this.key = Optional.empty();
        this.secure = false;
        this.tls12 = false;
        this.resumed = false;
    }

    Kind(String label, @Nullable KeyType key, boolean tls12, boolean resumed) {
        this.label = label;
        this.key = Optional.ofNullable(key);
        this.secure = true;
        this.tls12 = tls12;
        this.resumed = resumed;
    }

    String label() {
        return label;
    }

    /** The key of the broker's certificate; empty if it shows none. */
    Optional<KeyType> key() {
        return key;
    }

    boolean isSecure() {
        return secure;
    }

    boolean isTls12() {
        return tls12;
    }

    boolean isResumed() {
        return resumed;
    }
}

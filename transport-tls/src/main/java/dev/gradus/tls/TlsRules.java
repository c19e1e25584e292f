package dev.gradus.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one socket of ours allows beyond what the JVM does, above all no SHA-1 in the signature over the key exchange, which
 * the JDK's TLS 1.2 takes. Per socket, because the JDK's own lists hold for the whole JVM. Stateless.
 */
final class TlsRules implements AlgorithmConstraints {

    /** Signature names start with their digest and end with their key, such as SHA1withRSA. */
    private static final Pattern WEAK = Pattern.compile("(SHA-?1|SHA-?224|MD[25]|NONE)(WITH|AND|$).*|.*WITHDSA|DSA");

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
        return !WEAK.matcher(algorithm.toUpperCase(Locale.ROOT)).matches();
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return Strength.faultOf(key).isEmpty();
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters) && permits(primitives, key);
    }
}

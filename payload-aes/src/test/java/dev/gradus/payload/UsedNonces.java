package dev.gradus.payload;

import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.aead.DerivedValues;
import dev.gradus.payload.aead.KeyDerivation;
import dev.gradus.payload.cose.MessageName;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * The pairs of derived key and nonce that whole messages were sealed with, each at most once. Under one derived key the
 * nonce is one to one with the number, so numbers are kept, and that no two sessions have one key. Safe for many threads.
 */
final class UsedNonces {

    private final byte[] keyId = HexFormat.of().parseHex(Example.KEY_ID);
    private final Map<String, BitSet> numbersOfContext = new HashMap<>();
    private final Set<String> derivedKeys = new HashSet<>();
    private long count;

    /** Takes the pair of an envelope under the example's key. */
    void use(byte[] envelope) {
        MessageName name = Forgery.parsed(envelope).name();
        use(name.context(), name.number());
    }

    synchronized void use(byte[] context, long number) {
        BitSet numbers = numbersOfContext.computeIfAbsent(HexFormat.of().formatHex(context), this::begin);
        int index = Math.toIntExact(number);
        if (numbers.get(index)) {
            throw new AssertionError(
                    "number " + number + " twice in session " + HexFormat.of().formatHex(context));
        }
        numbers.set(index);
        count++;
    }

    synchronized long count() {
        return count;
    }

    synchronized int sessions() {
        return derivedKeys.size();
    }

    private BitSet begin(String context) {
        try (DerivedValues values = new DerivedValues(
                new KeyDerivation(keyId, Example.material()),
                Algorithm.A128GCM,
                HexFormat.of().parseHex(context))) {
            String key = HexFormat.of().formatHex(values.key(false));
            if (!derivedKeys.add(key)) {
                throw new AssertionError("two sessions have one derived key");
            }
        }
        return new BitSet();
    }
}

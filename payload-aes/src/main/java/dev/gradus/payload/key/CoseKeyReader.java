package dev.gradus.payload.key;

import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.cbor.CborReader;
import dev.gradus.payload.cbor.MalformedException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Reads one COSE_Key, its labels once and in order (RFC 8949 §4.2.1). For one thread; overwritten when closed.
 *
 * <pre>
 * derived: {1: 4, 2: kid, 3: -10, 4: [7], -1: 32 bytes, -65537: alg}
 * direct:  {1: 4, 2: kid, 3: alg, ? 4: [3 and/or 4], ? 5: Base IV, -1: key}
 * cbc:     as direct, with alg -65531 or -65529 and no Base IV
 * </pre>
 */
final class CoseKeyReader implements AutoCloseable {

    private static final int MAX_KEY_BYTES = 32;
    private static final int MAX_BASE_IV_BYTES = 13;
    private static final int MAX_OPERATIONS = 8;

    /** An unknown value lies in an array and a map already, and a depth of 4 is the most there is. */
    private static final int LEVELS = 2;

    private final CborReader in;
    private final KeyDraft draft = new KeyDraft();
    private OptionalLong keyType = OptionalLong.empty();
    private OptionalLong algorithm = OptionalLong.empty();
    private OptionalLong derivedFor = OptionalLong.empty();
    private List<Long> operations = List.of();

    CoseKeyReader(CborReader in) {
        this.in = in;
    }

    /** Reads the key; whether it is of the type that is understood. */
    boolean read() throws MalformedException {
        int start = 0;
        int end = 0;
        for (long left = in.map("a COSE_Key"); left > 0; left--) {
            int next = in.position();
            OptionalLong label = label();
            in.ascending(start, end, next, "a COSE_Key");
            start = next;
            end = in.position();
            if (label.isEmpty() || foreign() || !known(Math.toIntExact(label.getAsLong()))) {
                in.skip(LEVELS, "the value of another label");
            }
        }
        if (keyType.isEmpty()) {
            throw new MalformedException("expected that a COSE_Key has a key type, found none");
        }
        return !foreign();
    }

    /** A label that is a number of 32 bits; empty for any other, as none is known. */
    private OptionalLong label() throws MalformedException {
        if (in.textIsNext("a label")) {
            in.text(1_024, "a label");
            return OptionalLong.empty();
        }
        long label = in.integer("a label");
        return label == (int) label ? OptionalLong.of(label) : OptionalLong.empty();
    }

    private boolean foreign() {
        return keyType.isPresent() && keyType.getAsLong() != CoseLabels.SYMMETRIC;
    }

    private boolean known(int label) throws MalformedException {
        switch (label) {
            case CoseLabels.KEY_TYPE -> keyType = OptionalLong.of(in.integer("the key type"));
            case CoseLabels.KEY_ID -> draft.id = KeyId.of(in.bytes(1, KeyId.MAX_BYTES, "a key id"));
            case CoseLabels.ALGORITHM -> algorithm = OptionalLong.of(in.integer("the algorithm"));
            case CoseLabels.OPERATIONS -> operations = operations();
            case CoseLabels.BASE_IV ->
                draft.baseNonce = HexFormat.of().formatHex(in.bytes(1, MAX_BASE_IV_BYTES, "the base IV"));
            case CoseLabels.KEY -> draft.material = in.bytes(1, MAX_KEY_BYTES, "the key");
            case CoseLabels.DERIVED_FOR -> derivedFor = OptionalLong.of(in.integer("the algorithm derived for"));
            default -> {
                return false;
            }
        }
        return true;
    }

    private List<Long> operations() throws MalformedException {
        long count = in.array("the key operations");
        if (count < 1 || count > MAX_OPERATIONS) {
            throw new MalformedException(
                    "expected that the key operations are 1 to " + MAX_OPERATIONS + ", found " + count);
        }
        long[] all = new long[(int) count];
        for (int i = 0; i < count; i++) {
            all[i] = in.integer("a key operation");
        }
        return LongStream.of(all).boxed().toList();
    }

    /** The key, in the state that is asked for its form; one that only decrypts is retired. */
    KeyEntry entry(Function<KeyForm, KeyState> state) {
        require(draft.id != null, "a key id of 1 to " + KeyId.MAX_BYTES + " bytes (label 2)");
        require(draft.material.length > 0, "the key itself (label -1)");
        require(algorithm.isPresent(), "an algorithm (label 3)");
        boolean derived = algorithm.getAsLong() == CoseLabels.HKDF_SHA_256;
        require(derived == derivedFor.isPresent(), "label -65537 where the algorithm is -10, and only there");
        if (derived) {
            derived();
        } else {
            used();
        }
        draft.sealsOnly = only(KeyOperation.ENCRYPT);
        draft.state = only(KeyOperation.DECRYPT) ? KeyState.RETIRED : state.apply(draft.form);
        return draft.entry();
    }

    private boolean only(KeyOperation operation) {
        return operations.equals(List.of((long) operation.code()));
    }

    private void derived() {
        require(only(KeyOperation.DERIVE_KEY), "the operations [7] to derive keys (label 4)");
        draft.form = KeyForm.DERIVED;
        draft.algorithm = Algorithm.ofCode(derivedFor.getAsLong())
                .map(Algorithm::coseName)
                .orElseThrow(() -> unknown(derivedFor));
    }

    private void used() {
        require(
                Set.of((long) KeyOperation.ENCRYPT.code(), (long) KeyOperation.DECRYPT.code())
                                .containsAll(operations)
                        && Set.copyOf(operations).size() == operations.size(),
                "the operations 3 to encrypt, 4 to decrypt, or both (label 4)");
        boolean cbc = CbcAlgorithm.ofCode(algorithm.getAsLong()).isPresent();
        draft.form = cbc ? KeyForm.CBC : KeyForm.DIRECT;
        draft.algorithm = CbcAlgorithm.ofCode(algorithm.getAsLong())
                .map(CbcAlgorithm::coseName)
                .or(() -> Algorithm.ofCode(algorithm.getAsLong()).map(Algorithm::coseName))
                .orElseThrow(() -> unknown(algorithm));
    }

    private static IllegalArgumentException unknown(OptionalLong code) {
        return new IllegalArgumentException("expected an algorithm that is known, found number " + code.getAsLong()
                + ": leave the key out, or make it for another algorithm");
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("expected that a COSE_Key has " + expected
                    + ", found none or another: correct the file, or make a new one");
        }
    }

    @Override
    public void close() {
        draft.close();
    }
}

package dev.gradus.payload.key;

import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.CborWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes keys as a COSE_KeySet (RFC 9052 §7) in deterministic order, primary keys first, so that they are primary again
 * when it is read. States but for that, times, topics and senders have no place in it and are lost. For one thread.
 */
public final class CoseKeySetWriter {

    /** More than a key with all its labels has. */
    private static final int MOST_BYTES = 96;

    private CoseKeySetWriter() {}

    /**
     * The keys, for the caller to overwrite.
     *
     * @param ids the keys that are meant, each once; none for all that may still be used
     * @throws IllegalArgumentException if there are none, or one of those meant may not be used any more
     */
    public static byte[] write(KeyRing ring, Instant now, List<KeyId> ids) {
        List<KeyEntry> entries = chosen(ring, now, ids);
        CborWriter out = new CborWriter(CborWriter.headSize(entries.size()) + entries.size() * MOST_BYTES);
        try {
            out.head(CborType.ARRAY, entries.size());
            entries.forEach(entry -> key(entry, out));
            return Arrays.copyOf(out.array(), out.position());
        } finally {
            Arrays.fill(out.array(), (byte) 0);
        }
    }

    /** Primary keys first. */
    private static List<KeyEntry> chosen(KeyRing ring, Instant now, List<KeyId> ids) {
        List<KeyEntry> entries = new ArrayList<>(ring.entries().stream()
                .filter(entry -> !entry.terms().times().over(now))
                .filter(entry -> !entry.operations().isEmpty())
                .filter(entry -> ids.isEmpty() || ids.contains(entry.id()))
                .toList());
        List<KeyId> missing = new ArrayList<>(ids);
        entries.forEach(entry -> missing.remove(entry.id()));
        if (entries.isEmpty() || !missing.isEmpty()) {
            throw new IllegalArgumentException("a COSE_KeySet has keys that may still be used, found none"
                    + (missing.isEmpty() ? "" : " with the id of each of " + missing)
                    + ": name keys that are there, each once, or add one");
        }
        entries.sort(Comparator.comparing(entry -> entry.state() != KeyState.PRIMARY));
        return entries;
    }

    private static void key(KeyEntry entry, CborWriter out) {
        KeyScheme scheme = entry.terms().scheme();
        boolean derived = scheme.form() == KeyForm.DERIVED;
        Optional<byte[]> baseNonce = scheme.baseNonceBytes();
        out.head(CborType.MAP, derived || baseNonce.isPresent() ? 6 : 5);
        out.integer(CoseLabels.KEY_TYPE).integer(CoseLabels.SYMMETRIC);
        out.integer(CoseLabels.KEY_ID).bytes(entry.id().bytes());
        out.integer(CoseLabels.ALGORITHM).integer(derived ? CoseLabels.HKDF_SHA_256 : scheme.algorithmCode());
        out.integer(CoseLabels.OPERATIONS);
        out.head(CborType.ARRAY, entry.operations().size());
        entry.operations().forEach(operation -> out.integer(operation.code()));
        baseNonce.ifPresent(nonce -> out.integer(CoseLabels.BASE_IV).bytes(nonce));
        out.integer(CoseLabels.KEY);
        byte[] material = entry.openMaterial();
        try {
            out.bytes(material);
        } finally {
            Arrays.fill(material, (byte) 0);
        }
        if (derived) {
            out.integer(CoseLabels.DERIVED_FOR).integer(scheme.algorithmCode());
        }
    }
}

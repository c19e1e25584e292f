package dev.gradus.payload.key;

import dev.gradus.payload.cbor.CborReader;
import dev.gradus.payload.cbor.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a COSE_KeySet (RFC 9052 §7), strictly. Keys of other types than Symmetric are not understood and ignored, as §7
 * asks; one that is malformed is an error, where §7 would ignore it too, since a key that is silently gone is noticed
 * when messages are lost. Unknown labels are skipped. For one thread.
 *
 * <p>There are no states in it: of each form the first key that may encrypt is primary, and those after it are added.
 */
final class CoseKeySetReader {

    private final CborReader in;
    private final List<KeyEntry> entries = new ArrayList<>();
    private String place = "the COSE_KeySet";

    private CoseKeySetReader(byte[] content) {
        this.in = new CborReader(content);
    }

    static KeyRing read(byte[] content, String source) {
        CoseKeySetReader reader = new CoseKeySetReader(content);
        boolean done = false;
        try {
            KeyRing ring = reader.ring();
            done = true;
            return ring;
        } catch (MalformedException e) {
            throw new IllegalArgumentException(
                    e.detail() + ", at " + reader.place + " in " + source + ": correct the file, or make a new one");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", at " + reader.place + " in " + source, e);
        } finally {
            if (!done) {
                reader.entries.forEach(KeyEntry::close);
            }
        }
    }

    private KeyRing ring() throws MalformedException {
        long count = in.array("a COSE_KeySet");
        for (long i = 0; i < count; i++) {
            place = "key " + i;
            try (CoseKeyReader key = new CoseKeyReader(in)) {
                if (key.read()) {
                    entries.add(key.entry(this::state));
                }
            }
        }
        in.end("the COSE_KeySet");
        place = "the COSE_KeySet";
        return KeyRing.owning(KeyRing.NO_GENERATION, entries, List.of());
    }

    private KeyState state(KeyForm form) {
        return entries.stream().anyMatch(one -> one.form() == form && one.state() == KeyState.PRIMARY)
                ? KeyState.ADDED
                : KeyState.PRIMARY;
    }
}

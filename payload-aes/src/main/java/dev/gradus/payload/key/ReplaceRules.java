package dev.gradus.payload.key;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whether an edited ring may take the place of the one that is in a file now. */
final class ReplaceRules {

    private ReplaceRules() {}

    static void check(Path file, KeyRing edited, long from) {
        byte[] content = new KeyFile(file).read();
        try {
            if (KeyRingFormat.coseKeySet(content)) {
                throw new IllegalArgumentException("a keyset in JSON is replaced, found a COSE_KeySet in " + file
                        + ", which counts no generations: write the keyset to a new file");
            }
            try (KeyRing there = KeyRingFormat.decode(content, file.toString())) {
                compare(file, there, edited, from);
            }
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static void compare(Path file, KeyRing there, KeyRing edited, long from) {
        if (there.generation() != from) {
            throw FileRules.unavailable(
                    "an edit replaces the generation that it started from, " + from + ", found generation "
                            + there.generation() + " in " + file + ": load the file and make the edit again",
                    null);
        }
        if (edited.generation() <= there.generation()) {
            throw new IllegalArgumentException("an edit has a later generation than the file, found "
                    + edited.generation() + " for generation " + there.generation() + " in " + file
                    + ": there is nothing to replace");
        }
        // No edit forgets a key, a destroyed one stays as a tombstone: this is another keyset of the same generation.
        List<KeyId> lost = there.ids().filter(id -> !edited.knows(id)).toList();
        if (!lost.isEmpty()) {
            throw new IllegalArgumentException("an edit keeps the ids of all keys, found that it does not know " + lost
                    + " of " + file + ": check that this is the file that it was loaded from");
        }
    }
}

package dev.gradus.security;

import dev.gradus.internal.Require;
import java.util.Set;

/**
 * Where a delivered payload comes from. Whoever holds the key can claim any sender under it.
 *
 * @param outcome one that is deliverable; any other is refused
 * @param keyId the key's id in hexadecimal; empty where the scheme has none
 * @param sender the sender id, escaped for printing; empty where the scheme has none
 * @param sequenceNumber the sender's number for the message, 0 or more; -1 where the scheme has none
 * @param marks what else there is to know. Copied.
 */
public record Provenance(Outcome outcome, String keyId, String sender, long sequenceNumber, Set<Mark> marks) {

    /**
     * Checks the components, as the record says.
     *
     * @param outcome as in the record
     * @param keyId as in the record
     * @param sender as in the record
     * @param sequenceNumber as in the record
     * @param marks as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public Provenance {
        marks = Set.copyOf(marks);
        Outcome given = outcome;
        Require.argument(given.deliverable(), () -> "a delivered payload has a deliverable outcome, found " + given);
    }
}

package dev.gradus.payload.key;

import java.util.EnumSet;
import java.util.Set;

/**
 * All that is known of a key but the key itself; printable and comparable.
 *
 * @param id unique for ever
 * @param scheme form and algorithm
 * @param state where it is in its life
 * @param times when it may be used
 * @param scope what for
 */
public record KeyTerms(KeyId id, KeyScheme scheme, KeyState state, KeyTimes times, KeyScope scope) {

    public KeyTerms in(KeyState other) {
        return new KeyTerms(id, scheme, other, times, scope);
    }

    /** What the key may be used for, whatever the time; nothing if it only sealed and is retired. */
    Set<KeyOperation> operations() {
        if (scheme.form() == KeyForm.DERIVED) {
            return EnumSet.of(KeyOperation.DERIVE_KEY);
        }
        Set<KeyOperation> operations = EnumSet.noneOf(KeyOperation.class);
        if (state != KeyState.RETIRED) {
            operations.add(KeyOperation.ENCRYPT);
        }
        if (!scheme.sealsOnly()) {
            operations.add(KeyOperation.DECRYPT);
        }
        return operations;
    }

    /** Whether one of the two takes the other's place when it becomes primary. */
    boolean sameUse(KeyTerms other) {
        return scheme.form() == other.scheme.form() && scope.sameTopics(other.scope);
    }
}

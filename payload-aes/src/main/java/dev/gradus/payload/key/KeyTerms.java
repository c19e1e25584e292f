package dev.gradus.payload.key;

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

    /** Whether one of the two takes the other's place when it becomes primary. */
    boolean sameUse(KeyTerms other) {
        return scheme.form() == other.scheme.form() && scope.sameTopics(other.scope);
    }
}

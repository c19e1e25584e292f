package dev.gradus.payload.replay;

import dev.gradus.security.Mark;
import dev.gradus.security.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a number.
 *
 * @param outcome whether it may be delivered, and as what
 * @param marks what else there is to know
 * @param retryAfter when the answer may be another one; empty if never
 * @param missed what was left behind unseen by taking it; empty if nothing was
 */
public record Verdict(Outcome outcome, Set<Mark> marks, Optional<Duration> retryAfter, Optional<Missed> missed) {

    private static final Map<Outcome, Verdict> PLAIN = new EnumMap<>(Outcome.class);

    static {
        for (Outcome outcome : Outcome.values()) {
            PLAIN.put(outcome, new Verdict(outcome, Set.of(), Optional.empty(), Optional.empty()));
        }
    }

    static Verdict of(Outcome outcome) {
        return Objects.requireNonNull(PLAIN.get(outcome));
    }

    static Verdict of(Outcome outcome, Mark mark) {
        return new Verdict(outcome, Set.of(mark), Optional.empty(), Optional.empty());
    }

    Verdict missing(Optional<Missed> numbers) {
        return numbers.isEmpty() ? this : new Verdict(outcome, marks, retryAfter, numbers);
    }
}

package dev.gradus.payload;

import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.security.Outcome;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was taken of each sender under one key, in memory. Safe for many threads.
 *
 * <p>A sender gets a place only by an authentic message. When all are given, the one idle for longest loses its place,
 * but only if nothing that was taken from it could be taken once more.
 */
final class ReplayTable {

    /** How many senders are known at once, unless told otherwise. */
    static final int MAX_SENDERS = 100_000;

    private static final Duration MIN_IDLE = Duration.ofDays(9);

    private final int capacity;
    private final Environment environment;

    /** In the order of the last message taken, the longest idle first. */
    private final Map<SenderId, SenderHistory> senders = new LinkedHashMap<>();

    ReplayTable(int capacity, Environment environment) {
        this.capacity = capacity;
        this.environment = environment;
    }

    /** What taking a number would give; changes nothing, so that it can be asked of what is not authentic. */
    synchronized Verdict judge(SessionContext context, long number) {
        long now = environment.wall().millis();
        SenderHistory known = senders.get(context.sender());
        return new Verdict(orNew(known, context, now).judge(context.session(), number, now), known == null);
    }

    /** Takes an authentic number, if it may be taken. */
    synchronized Verdict take(SessionContext context, long number) {
        long now = environment.wall().millis();
        SenderHistory known = senders.get(context.sender());
        SenderHistory history = orNew(known, context, now);
        Outcome outcome = history.judge(context.session(), number, now);
        if (known == null && outcome.deliverable() && senders.size() >= capacity && !evict(now)) {
            return new Verdict(Outcome.NO_CAPACITY, true);
        }
        outcome = history.take(context.session(), number, now);
        if (outcome.deliverable()) {
            history.takenAt(environment.nanos().getAsLong());
            senders.remove(context.sender());
            senders.put(context.sender(), history);
        }
        return new Verdict(outcome, known == null);
    }

    private static SenderHistory orNew(@Nullable SenderHistory known, SessionContext context, long now) {
        return known == null ? SenderHistory.firstContact(context.session(), now) : known;
    }

    private boolean evict(long now) {
        long nanos = environment.nanos().getAsLong();
        for (Iterator<SenderHistory> all = senders.values().iterator(); all.hasNext(); ) {
            SenderHistory history = all.next();
            if (history.nanosSinceTaken(nanos) <= MIN_IDLE.toNanos()) {
                return false;
            }
            if (history.staleAtFirstContact(now)) {
                all.remove();
                return true;
            }
        }
        return false;
    }

    /**
     * What became of a number.
     *
     * @param outcome fresh or late if it may be delivered
     * @param firstContact whether nothing was known of the sender
     */
    record Verdict(Outcome outcome, boolean firstContact) {}
}

package dev.gradus.payload;

import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.Outcome;
import java.time.Duration;
import java.util.TreeMap;

/**
 * What was taken from one sender under one key. Not safe for many threads.
 *
 * <p>Several sessions are known at a time: messages of an older session may still be on their way when a newer one has
 * begun, and "the highest session wins" would lose them, or lock out a sender whose clock was ahead once. Known sessions
 * are never judged by a clock. All that is not known any more lies at or below the floor.
 */
final class SenderHistory {

    static final int MAX_SESSIONS = 16;

    /** How old an unknown session may be at first contact: what a broker may have queued. */
    static final Duration MAX_AGE = Duration.ofDays(8);

    /** How far a sender's clock may be ahead. */
    static final Duration MAX_AHEAD = Duration.ofDays(2);

    /** How many starts may be missed of a sender that counts them. */
    static final long MAX_STARTS_AHEAD = 65_536;

    private final TreeMap<SessionId, NumberWindow> sessions = new TreeMap<>();

    /** The highest number of a session that is not known any more. */
    private long floor;

    /** Whether a session numbered by a counter was ever taken; at first contact those are taken from any number on. */
    private boolean counted;

    private long lastTakenNanos;

    private SenderHistory(long floor) {
        this.floor = floor;
    }

    /** A history for a sender that nothing is known of. */
    static SenderHistory firstContact(SessionId session, long nowMillis) {
        return new SenderHistory(session.timeNumbered() ? nowMillis - MAX_AGE.toMillis() : session.number() - 1);
    }

    /** What taking a number would give; changes nothing. */
    Outcome judge(SessionId session, long number, long nowMillis) {
        NumberWindow window = sessions.get(session);
        if (window == null) {
            return judgeUnknown(session, nowMillis);
        }
        if (window.above(number)) {
            return session.equals(sessions.lastKey()) ? Outcome.FRESH : Outcome.LATE;
        }
        if (window.tooOld(number)) {
            return Outcome.TOO_OLD;
        }
        return window.has(number) ? Outcome.SEEN : Outcome.LATE;
    }

    /** Takes an authentic number, if it may be taken. */
    Outcome take(SessionId session, long number, long nowMillis) {
        Outcome outcome = judge(session, number, nowMillis);
        if (outcome.deliverable()) {
            counted |= !session.timeNumbered();
            sessions.computeIfAbsent(session, unknown -> new NumberWindow()).take(number);
            if (sessions.size() > MAX_SESSIONS) {
                floor = sessions.pollFirstEntry().getKey().number();
            }
        } else if (outcome == Outcome.STALE_SESSION) {
            floor = Math.max(floor, session.number());
        }
        return outcome;
    }

    /** Whether all that was taken would be refused as stale, even if nothing were known of the sender. */
    boolean staleAtFirstContact(long nowMillis) {
        return !counted && sessions.lastKey().number() <= nowMillis - MAX_AGE.toMillis();
    }

    void takenAt(long nanos) {
        lastTakenNanos = nanos;
    }

    long nanosSinceTaken(long nanos) {
        return nanos - lastTakenNanos;
    }

    private Outcome judgeUnknown(SessionId session, long nowMillis) {
        if (session.number() <= floor) {
            return Outcome.STALE_SESSION;
        }
        if (ahead(session, nowMillis)) {
            return Outcome.SESSION_AHEAD;
        }
        if (sessions.isEmpty() || session.compareTo(sessions.lastKey()) > 0) {
            return Outcome.FRESH;
        }
        // It would be the one to drop again.
        boolean least = sessions.size() == MAX_SESSIONS && session.compareTo(sessions.firstKey()) < 0;
        return least ? Outcome.STALE_SESSION : Outcome.LATE;
    }

    private boolean ahead(SessionId session, long nowMillis) {
        long highest = sessions.isEmpty() ? Long.MIN_VALUE : sessions.lastKey().number();
        if (session.timeNumbered()) {
            return session.number() > Math.max(nowMillis, highest) + MAX_AHEAD.toMillis();
        }
        return !sessions.isEmpty() && session.number() > highest + MAX_STARTS_AHEAD;
    }
}

package dev.gradus.payload.replay;

import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.Mark;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Outcome;
import dev.gradus.spi.ReplayRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was taken from one sender under one key. Immutable.
 *
 * <p>Several sessions are known at a time: messages of an older session may still be on their way when a newer one has
 * begun, and "the highest session wins" would lose them, or lock out a sender whose clock was ahead once. Known sessions
 * are never judged by a clock. All that is not known any more lies at or below the floor.
 *
 * <p>A message that was claimed and not settled is pending: after a crash it comes again and is taken again, marked.
 */
final class SenderHistory implements ReplayRecord {

    static final int MAX_SESSIONS = 16;

    /** More than any broker lets be unacknowledged at a time in practice; bounds the record. */
    static final int MAX_PENDING = 4_096;

    /** How old an unknown session may be at first contact: what a broker may have queued. */
    static final Duration MAX_AGE = Duration.ofDays(8);

    /** How far a sender's clock may be ahead. */
    static final Duration MAX_AHEAD = Duration.ofDays(2);

    /** How many starts may be missed of a sender that counts them. */
    static final long MAX_STARTS_AHEAD = 65_536;

    /** In the order of their ids. */
    private final List<SessionWindow> sessions;

    private final List<Pending> pending;

    /** The highest number of a session that is not known any more. */
    private final long floor;

    /** Whether a session numbered by a counter was ever taken; at first contact those are taken from any number on. */
    private final boolean counted;

    /** By the monotonic clock of this process; after a restart, when it was read. */
    private final long takenNanos;

    SenderHistory(State state, long takenNanos) {
        this.sessions = state.sessions();
        this.pending = state.pending();
        this.floor = state.floor();
        this.counted = state.counted();
        this.takenNanos = takenNanos;
    }

    /** A history for a sender that nothing is known of. */
    static SenderHistory firstContact(SessionId session, long nowMillis) {
        long floor = session.timeNumbered() ? nowMillis - MAX_AGE.toMillis() : session.number() - 1;
        return new SenderHistory(new State(List.of(), List.of(), floor, false), 0);
    }

    /** What taking a live message or a will would give; changes nothing. */
    Verdict judge(MessageId message, Judge judge) {
        Optional<Pending> claim = claim(message);
        if (claim.isPresent()) {
            return judgeAgain(claim.get(), judge);
        }
        SessionWindow window = window(message.session());
        if (message.kind() == MessageKind.WILL) {
            return Verdict.of(judgeWill(window, message, judge));
        }
        return Verdict.of(
                window == null ? judgeUnknown(message.session(), judge.nowMillis()) : judgeLive(window, message));
    }

    /** The history after an authentic message, which was found to be deliverable or stale. */
    SenderHistory take(MessageId message, Verdict verdict, Judge judge) {
        if (verdict.outcome() == Outcome.STALE_SESSION) {
            long raised = Math.max(floor, message.session().number());
            return raised == floor
                    ? this
                    : new SenderHistory(new State(sessions, pending, raised, counted), takenNanos);
        }
        if (!verdict.outcome().deliverable()) {
            return this;
        }
        Optional<Pending> claim = claim(message);
        List<SessionWindow> windows = claim.isPresent() ? sessions : taken(message);
        long raised = floor;
        if (windows.size() > MAX_SESSIONS) {
            raised = windows.get(0).id().number();
            windows = windows.subList(1, windows.size());
        }
        return new SenderHistory(
                new State(
                        windows,
                        claimed(message, judge, windows),
                        raised,
                        counted || !message.session().timeNumbered()),
                judge.nanos());
    }

    /** Whether one more message can be claimed. */
    boolean hasRoom(MessageId message, Judge judge) {
        return !judge.lasting()
                || pending.size() < MAX_PENDING
                || claim(message).isPresent();
    }

    /** The numbers that taking a live message leaves behind unseen. */
    Optional<Missed> missedBy(MessageId message) {
        boolean live = message.kind() == MessageKind.LIVE && claim(message).isEmpty();
        return live ? windowOrNew(message).missedBy(message.number()) : Optional.empty();
    }

    /** The history with a claim settled. */
    SenderHistory settled(MessageId message) {
        return claim(message)
                .map(claim -> new SenderHistory(new State(sessions, without(claim), floor, counted), takenNanos))
                .orElse(this);
    }

    /** The history with a message given back, which will come again. */
    SenderHistory released(MessageId message, Judge judge) {
        if (window(message.session()) == null) {
            return this;
        }
        List<Pending> left = new ArrayList<>(claim(message).map(this::without).orElse(pending));
        left.add(new Pending(message.numbered(), message.kind(), Pending.NOBODY, judge.nowMillis()));
        return new SenderHistory(new State(sessions, left, floor, counted), takenNanos);
    }

    /** The history with a number marked that is no gap. */
    SenderHistory marked(NumberedId message) {
        SessionWindow window = window(message.session());
        SessionWindow marked = window == null ? null : window.mark(message.number());
        return marked == null || marked == window
                ? this
                : new SenderHistory(new State(replaced(marked), pending, floor, counted), takenNanos);
    }

    /** Whether a number of a known session was not taken, as far as can be told. */
    boolean unseen(NumberedId message) {
        SessionWindow window = window(message.session());
        return window != null && !window.tooOld(message.number()) && !window.accounted(message.number());
    }

    /** Whether all that was taken would be refused as stale, even if nothing were known of the sender. */
    boolean forgettable(Judge judge, Duration idle) {
        return !counted
                && pending.isEmpty()
                && judge.nanos() - takenNanos > idle.toNanos()
                && (sessions.isEmpty() || newest().number() <= judge.nowMillis() - MAX_AGE.toMillis());
    }

    State state() {
        return new State(sessions, pending, floor, counted);
    }

    @Override
    public byte[] encode() {
        return HistoryCodec.encode(state());
    }

    private Verdict judgeAgain(Pending claim, Judge judge) {
        if (claim.owner() == judge.owner()) {
            return Verdict.of(Outcome.SEEN);
        }
        Duration left = judge.left(claim);
        if (!left.isZero()) {
            return new Verdict(Outcome.SEEN, Set.of(), Optional.of(left), Optional.empty());
        }
        return Verdict.of(claim.kind() == MessageKind.WILL ? Outcome.WILL : Outcome.LATE, Mark.POSSIBLY_REPEATED);
    }

    private Outcome judgeLive(SessionWindow window, MessageId message) {
        if (window.tooOld(message.number())) {
            return Outcome.TOO_OLD;
        }
        if (window.has(message.number())) {
            return Outcome.SEEN;
        }
        boolean newest = window.id().equals(newest());
        return newest && window.above(message.number()) ? Outcome.FRESH : Outcome.LATE;
    }

    private Outcome judgeWill(@Nullable SessionWindow window, MessageId message, Judge judge) {
        if (window != null) {
            return message.number() > window.lastWill() ? Outcome.WILL : Outcome.SEEN;
        }
        Outcome session = judgeUnknown(message.session(), judge.nowMillis());
        return session.deliverable() ? Outcome.WILL : session;
    }

    private Outcome judgeUnknown(SessionId session, long nowMillis) {
        if (session.number() <= floor) {
            return Outcome.STALE_SESSION;
        }
        if (ahead(session, nowMillis)) {
            return Outcome.SESSION_AHEAD;
        }
        if (sessions.isEmpty() || session.compareTo(newest()) > 0) {
            return Outcome.FRESH;
        }
        // It would be the one to drop again.
        boolean least = sessions.size() == MAX_SESSIONS
                && session.compareTo(sessions.get(0).id()) < 0;
        return least ? Outcome.STALE_SESSION : Outcome.LATE;
    }

    private boolean ahead(SessionId session, long nowMillis) {
        if (session.timeNumbered()) {
            long highest = sessions.isEmpty() ? nowMillis : Math.max(nowMillis, newest().number());
            return session.number() > highest + MAX_AHEAD.toMillis();
        }
        return !sessions.isEmpty() && session.number() > newest().number() + MAX_STARTS_AHEAD;
    }

    private List<SessionWindow> taken(MessageId message) {
        SessionWindow window = windowOrNew(message);
        return replaced(
                message.kind() == MessageKind.WILL ? window.will(message.number()) : window.take(message.number()));
    }

    /** At first contact nothing before is expected; of a later session all is. */
    private SessionWindow windowOrNew(MessageId message) {
        SessionWindow known = window(message.session());
        long first = sessions.isEmpty() ? message.number() : 0;
        return known == null ? SessionWindow.begin(message.session(), first) : known;
    }

    private List<SessionWindow> replaced(SessionWindow window) {
        if (sessions.size() == 1 && newest().equals(window.id())) {
            return List.of(window);
        }
        List<SessionWindow> all = new ArrayList<>(sessions);
        all.removeIf(other -> other.id().equals(window.id()));
        all.add(window);
        all.sort(Comparator.comparing(SessionWindow::id));
        return all;
    }

    private List<Pending> claimed(MessageId message, Judge judge, List<SessionWindow> windows) {
        if (!judge.lasting() && pending.isEmpty()) {
            return pending;
        }
        List<Pending> left = new ArrayList<>(claim(message).map(this::without).orElse(pending));
        left.removeIf(claim -> windows.stream()
                .noneMatch(window -> window.id().equals(claim.message().session())));
        if (judge.lasting()) {
            left.add(new Pending(message.numbered(), message.kind(), judge.owner(), judge.nowMillis()));
        }
        return left;
    }

    private List<Pending> without(Pending claim) {
        return pending.stream().filter(other -> !other.equals(claim)).toList();
    }

    private Optional<Pending> claim(MessageId message) {
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        NumberedId id = message.numbered();
        return pending.stream()
                .filter(claim ->
                        claim.kind() == message.kind() && claim.message().equals(id))
                .findFirst();
    }

    private @Nullable SessionWindow window(SessionId session) {
        // Mostly it is the newest.
        for (int i = sessions.size() - 1; i >= 0; i--) {
            if (sessions.get(i).id().equals(session)) {
                return sessions.get(i);
            }
        }
        return null;
    }

    private SessionId newest() {
        return sessions.get(sessions.size() - 1).id();
    }

    /**
     * What is kept of a history.
     *
     * @param sessions in the order of their ids
     * @param pending claims that are not settled
     * @param floor the highest number of a session that is not known any more
     * @param counted whether a session numbered by a counter was ever taken
     */
    record State(List<SessionWindow> sessions, List<Pending> pending, long floor, boolean counted) {}
}

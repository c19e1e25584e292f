package dev.gradus.payload.replay;

import dev.gradus.payload.cose.SessionId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which numbers of a session were taken: the highest, and each of the 1,024 up to it. Immutable.
 *
 * <p>The bit of a number is its rest by the size; bits of numbers that left the window stand for those that came in.
 * Numbers of retained messages and wills are marked as taken, so that they are no gaps, but never move the highest: live
 * messages on their way would be too old then. Above the highest they wait in a short list.
 */
final class SessionWindow {

    /** How far behind the highest number one may still come: what an in-flight window and a reconnect can reorder. */
    static final int SIZE = 1_024;

    /** Marks above the highest; of more the lowest are lost, and a gap may be reported that is none. */
    private static final int MAX_MARKS = 64;

    private static final int WORDS = SIZE / Long.SIZE;

    private final SessionId id;
    private final long first;
    private final long highest;
    private final long lastWill;
    private final long[] taken;
    private final long[] marks;

    private SessionWindow(SessionId id, long first, long highest, long lastWill, long[] taken, long[] marks) {
        this.id = id;
        this.first = first;
        this.highest = highest;
        this.lastWill = lastWill;
        this.taken = taken;
        this.marks = marks;
    }

    /** A session of which nothing was taken; numbers below the first are not expected. */
    static SessionWindow begin(SessionId id, long first) {
        return new SessionWindow(id, first, -1, -1, new long[WORDS], new long[0]);
    }

    SessionId id() {
        return id;
    }

    long lastWill() {
        return lastWill;
    }

    boolean above(long number) {
        return number > highest;
    }

    boolean tooOld(long number) {
        return number <= highest - SIZE;
    }

    /** Whether a number that is not too old was taken or marked. */
    boolean has(long number) {
        return above(number) ? Arrays.binarySearch(marks, number) >= 0 : bit(taken, number);
    }

    /** The numbers that leave the window unseen if a number is taken. */
    Optional<Missed> missedBy(long number) {
        Missed missed = null;
        long end = Math.min(number - SIZE, highest);
        for (long n = Math.max(Math.max(0, first), highest - SIZE + 1); n <= end; n++) {
            missed = bit(taken, n) ? missed : missed == null ? new Missed(n, n, 1) : Missed.of(n, missed);
        }
        // What lies between the old window and the new one was never there; marks are not so many as to be looked for.
        long from = Math.max(first, highest + 1);
        long to = number - SIZE;
        if (from <= to) {
            long unseen = to - from + 1 - marksWithin(from, to);
            if (unseen > 0) {
                missed = missed == null
                        ? new Missed(from, to, unseen)
                        : new Missed(missed.first(), to, missed.count() + unseen);
            }
        }
        return Optional.ofNullable(missed);
    }

    /** The session with a number taken that is not too old. */
    SessionWindow take(long number) {
        long[] bits = taken.clone();
        if (number <= highest) {
            set(bits, number);
            return new SessionWindow(id, first, highest, lastWill, bits, marks);
        }
        if (number - highest >= SIZE) {
            Arrays.fill(bits, 0);
        } else {
            for (long n = highest + 1; n <= number; n++) {
                bits[word(n)] &= ~mask(n);
            }
        }
        set(bits, number);
        int from = 0;
        while (from < marks.length && marks[from] <= number) {
            if (marks[from] > number - SIZE) {
                set(bits, marks[from]);
            }
            from++;
        }
        return new SessionWindow(
                id, first, number, lastWill, bits, from == 0 ? marks : Arrays.copyOfRange(marks, from, marks.length));
    }

    /** The session with a number marked as no gap. */
    SessionWindow mark(long number) {
        if (tooOld(number) || has(number)) {
            return this;
        }
        if (!above(number)) {
            return take(number);
        }
        long[] more = Arrays.copyOf(marks, marks.length + 1);
        more[marks.length] = number;
        Arrays.sort(more);
        long[] kept = more.length > MAX_MARKS ? Arrays.copyOfRange(more, 1, more.length) : more;
        return new SessionWindow(id, first, highest, lastWill, taken, kept);
    }

    /** The session with a will taken, whose number is no gap. */
    SessionWindow will(long number) {
        SessionWindow marked = mark(number);
        return new SessionWindow(id, marked.first, marked.highest, number, marked.taken, marked.marks);
    }

    int sizeBytes() {
        return 5 * Long.BYTES + WORDS * Long.BYTES + Integer.BYTES + marks.length * Long.BYTES;
    }

    void write(ByteBuffer out) {
        out.putLong(id.number())
                .putLong(id.random())
                .putLong(first)
                .putLong(highest)
                .putLong(lastWill);
        for (long word : taken) {
            out.putLong(word);
        }
        out.putInt(marks.length);
        for (long number : marks) {
            out.putLong(number);
        }
    }

    static SessionWindow read(ByteBuffer in) {
        SessionId id = new SessionId(in.getLong(), in.getLong());
        long first = in.getLong();
        long highest = in.getLong();
        long lastWill = in.getLong();
        long[] taken = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            taken[i] = in.getLong();
        }
        int count = in.getInt();
        if (count < 0 || count > MAX_MARKS) {
            throw new IllegalArgumentException("at most " + MAX_MARKS + " marks were expected, found " + count);
        }
        long[] marks = new long[count];
        for (int i = 0; i < count; i++) {
            marks[i] = in.getLong();
        }
        return new SessionWindow(id, first, highest, lastWill, taken, marks);
    }

    private long marksWithin(long from, long to) {
        return Arrays.stream(marks).filter(n -> n >= from && n <= to).count();
    }

    private static boolean bit(long[] bits, long number) {
        return (bits[word(number)] & mask(number)) != 0;
    }

    private static void set(long[] bits, long number) {
        bits[word(number)] |= mask(number);
    }

    private static int word(long number) {
        return (int) (number % SIZE) / Long.SIZE;
    }

    private static long mask(long number) {
        return 1L << (number % Long.SIZE);
    }
}

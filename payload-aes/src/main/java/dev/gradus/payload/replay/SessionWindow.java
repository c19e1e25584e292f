package dev.gradus.payload.replay;

import dev.gradus.payload.cose.SessionId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which numbers of a session were taken: the highest, and each of the 1,024 up to it. Immutable.
 *
 * <p>The bit of a number is its rest by the size; bits of numbers that left the window stand for those that came in.
 * Numbers of retained messages and wills are marked beside that, so that they are no gaps; they never move the highest, as
 * live messages on their way would be too old then. Above the highest they wait in a short list.
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
    private final Marks marks;

    private SessionWindow(SessionId id, Counts counts, long[] taken, Marks marks) {
        this.id = id;
        this.first = counts.first;
        this.highest = counts.highest;
        this.lastWill = counts.lastWill;
        this.taken = taken;
        this.marks = marks;
    }

    /** A session of which nothing was taken; numbers below the first are not expected. */
    static SessionWindow begin(SessionId id, long first) {
        return new SessionWindow(id, new Counts(first, -1, -1), new long[WORDS], Marks.NONE);
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

    /** Whether a number that is not too old was taken. */
    boolean has(long number) {
        return !above(number) && bit(taken, number);
    }

    /** Whether a number that is not too old was taken or is no gap. */
    boolean accounted(long number) {
        return above(number)
                ? Arrays.binarySearch(marks.above, number) >= 0
                : bit(taken, number) || bit(marks.bits, number);
    }

    /** The numbers that leave the window unseen if a number is taken. */
    Optional<Missed> missedBy(long number) {
        Missed missed = null;
        long end = Math.min(number - SIZE, highest);
        for (long n = Math.max(Math.max(0, first), highest - SIZE + 1); n <= end; n++) {
            missed = bit(taken, n) || bit(marks.bits, n)
                    ? missed
                    : missed == null ? new Missed(n, n, 1) : Missed.of(n, missed);
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
            return new SessionWindow(id, new Counts(first, highest, lastWill), bits, marks);
        }
        clearUpTo(bits, number);
        set(bits, number);
        return new SessionWindow(id, new Counts(first, number, lastWill), bits, marksUpTo(number));
    }

    /** The session with a number marked as no gap. */
    SessionWindow mark(long number) {
        if (tooOld(number) || accounted(number)) {
            return this;
        }
        return new SessionWindow(
                id,
                new Counts(first, highest, lastWill),
                taken,
                above(number) ? marks.later(number) : marks.now(number));
    }

    /** The session with a will taken, whose number is no gap. */
    SessionWindow will(long number) {
        SessionWindow marked = mark(number);
        return new SessionWindow(id, new Counts(first, highest, number), marked.taken, marked.marks);
    }

    /** The marks when the highest number becomes another: those that waited above it come in. */
    private Marks marksUpTo(long number) {
        if (marks.none) {
            return marks;
        }
        long[] bits = marks.bits.clone();
        clearUpTo(bits, number);
        int from = 0;
        while (from < marks.above.length && marks.above[from] <= number) {
            if (marks.above[from] > number - SIZE) {
                set(bits, marks.above[from]);
            }
            from++;
        }
        return new Marks(bits, Arrays.copyOfRange(marks.above, from, marks.above.length));
    }

    /** Clears the bits of numbers that come into the window. */
    private void clearUpTo(long[] bits, long number) {
        if (number - highest >= SIZE) {
            Arrays.fill(bits, 0);
            return;
        }
        for (long n = highest + 1; n <= number; n++) {
            bits[word(n)] &= ~mask(n);
        }
    }

    int sizeBytes() {
        return 5 * Long.BYTES + 2 * WORDS * Long.BYTES + Integer.BYTES + marks.above.length * Long.BYTES;
    }

    void write(ByteBuffer out) {
        out.putLong(id.number())
                .putLong(id.random())
                .putLong(first)
                .putLong(highest)
                .putLong(lastWill);
        write(out, taken);
        write(out, marks.bits);
        out.putInt(marks.above.length);
        write(out, marks.above);
    }

    private static void write(ByteBuffer out, long[] words) {
        for (long word : words) {
            out.putLong(word);
        }
    }

    static SessionWindow read(ByteBuffer in) {
        SessionId id = new SessionId(in.getLong(), in.getLong());
        Counts counts = new Counts(in.getLong(), in.getLong(), in.getLong());
        long[] taken = read(in, WORDS);
        long[] bits = read(in, WORDS);
        int count = in.getInt();
        if (count < 0 || count > MAX_MARKS) {
            throw new IllegalArgumentException("at most " + MAX_MARKS + " marks were expected, found " + count);
        }
        return new SessionWindow(id, counts, taken, new Marks(bits, read(in, count)));
    }

    private static long[] read(ByteBuffer in, int count) {
        long[] words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = in.getLong();
        }
        return words;
    }

    private long marksWithin(long from, long to) {
        return Arrays.stream(marks.above).filter(n -> n >= from && n <= to).count();
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

    /** The numbers that a session keeps beside its window. */
    private record Counts(long first, long highest, long lastWill) {}

    /** Which numbers are no gap: within the window as bits, above it in order. Not changed once made. */
    private static final class Marks {

        private static final Marks NONE = new Marks(new long[WORDS], new long[0]);

        private final long[] bits;
        private final long[] above;
        private final boolean none;

        Marks(long[] bits, long[] above) {
            this.bits = bits;
            this.above = above;
            this.none = above.length == 0 && Arrays.stream(bits).allMatch(word -> word == 0);
        }

        Marks now(long number) {
            long[] more = bits.clone();
            set(more, number);
            return new Marks(more, above);
        }

        Marks later(long number) {
            long[] more = Arrays.copyOf(above, above.length + 1);
            more[above.length] = number;
            Arrays.sort(more);
            return new Marks(bits, more.length > MAX_MARKS ? Arrays.copyOfRange(more, 1, more.length) : more);
        }
    }
}

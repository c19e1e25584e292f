package dev.gradus.payload.replay;

import dev.gradus.payload.cose.SessionId;
import java.nio.ByteBuffer;

/**
 * A message of one sender. Ordered by session, then by number.
 *
 * @param session which session
 * @param number which number in it
 */
record NumberedId(SessionId session, long number) implements Comparable<NumberedId> {

    static final int SIZE_BYTES = Long.BYTES * 3;

    /** Before all others. */
    static final NumberedId NONE = new NumberedId(new SessionId(0, 0), -1);

    static NumberedId read(ByteBuffer in) {
        return new NumberedId(new SessionId(in.getLong(), in.getLong()), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putLong(session.number()).putLong(session.random()).putLong(number);
    }

    @Override
    public int compareTo(NumberedId other) {
        int bySession = session.compareTo(other.session);
        return bySession != 0 ? bySession : Long.compare(number, other.number);
    }
}

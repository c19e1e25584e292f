package dev.gradus.payload.replay;

import dev.gradus.security.Mark;
import dev.gradus.security.Outcome;
import dev.gradus.spi.ReplayRecord;

/**
 * What was taken of retained messages and wills from one sender on one topic. Immutable.
 *
 * <p>Two ids are kept. A will becomes the one last accepted, as the broker then keeps it and delivers it again, but it
 * does not lower the highest: a will of an old session would otherwise let older retained messages in again.
 *
 * @param highest above all that was taken
 * @param lastAccepted what the broker may deliver again
 */
record TopicHistory(NumberedId highest, NumberedId lastAccepted) implements ReplayRecord {

    static final TopicHistory NOTHING = new TopicHistory(NumberedId.NONE, NumberedId.NONE);

    /** What taking a retained message would give. */
    Verdict judge(NumberedId message) {
        if (message.compareTo(highest) > 0) {
            return equals(NOTHING) ? Verdict.of(Outcome.RETAINED, Mark.FIRST_CONTACT) : Verdict.of(Outcome.RETAINED);
        }
        return again(message) ? Verdict.of(Outcome.RETAINED, Mark.SEEN_BEFORE) : Verdict.of(Outcome.SEEN);
    }

    /** Whether this is the one that the broker keeps. */
    boolean again(NumberedId message) {
        return message.equals(lastAccepted);
    }

    /** The history after a retained message that may be delivered, or a will. */
    TopicHistory taken(NumberedId message) {
        return new TopicHistory(message.compareTo(highest) > 0 ? message : highest, message);
    }

    @Override
    public byte[] encode() {
        return HistoryCodec.encode(highest, lastAccepted);
    }
}

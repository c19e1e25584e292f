package dev.gradus.payload;

import dev.gradus.payload.replay.MessageId;
import dev.gradus.payload.replay.ReplayTable;
import dev.gradus.security.Claim;

/** The claim on the number of one message. Safe for many threads. */
final class HeldNumber implements Claim {

    private final ReplayTable replay;
    private final MessageId message;
    private boolean settled;

    HeldNumber(ReplayTable replay, MessageId message) {
        this.replay = replay;
        this.message = message;
    }

    @Override
    public synchronized void commit() {
        if (!settled) {
            replay.commit(message);
            settled = true;
        }
    }

    @Override
    public synchronized void release() {
        if (!settled) {
            replay.release(message);
            settled = true;
        }
    }
}

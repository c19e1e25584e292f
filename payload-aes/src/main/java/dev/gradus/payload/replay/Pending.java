package dev.gradus.payload.replay;

import dev.gradus.security.MessageKind;
import java.nio.ByteBuffer;

/**
 * A message that was claimed and not settled.
 *
 * @param message which message
 * @param kind live or will
 * @param owner the run of a process that claimed it; 0 if it was given back
 * @param sinceMillis when, by that process's clock
 */
record Pending(NumberedId message, MessageKind kind, long owner, long sinceMillis) {

    /** A message that was given back belongs to nobody. */
    static final long NOBODY = 0;

    static final int SIZE_BYTES = NumberedId.SIZE_BYTES + 1 + 2 * Long.BYTES;

    static Pending read(ByteBuffer in) {
        NumberedId message = NumberedId.read(in);
        byte kind = in.get();
        if (kind != MessageKind.LIVE.code() && kind != MessageKind.WILL.code()) {
            throw new IllegalArgumentException("a live message or a will was expected, found " + kind);
        }
        return new Pending(
                message,
                kind == MessageKind.LIVE.code() ? MessageKind.LIVE : MessageKind.WILL,
                in.getLong(),
                in.getLong());
    }

    void write(ByteBuffer out) {
        message.write(out);
        out.put((byte) kind.code()).putLong(owner).putLong(sinceMillis);
    }
}

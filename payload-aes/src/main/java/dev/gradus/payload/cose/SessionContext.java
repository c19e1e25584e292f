package dev.gradus.payload.cose;

import java.nio.ByteBuffer;

/**
 * The kid context of an envelope: session id (number in 6 bytes, random in 8), then sender id (1 to 32 bytes). Immutable.
 *
 * @param session which run of numbers
 * @param sender whose
 */
public record SessionContext(SessionId session, SenderId sender) {

    public static final int MIN_BYTES = SessionId.SIZE_BYTES + 1;
    public static final int MAX_BYTES = SessionId.SIZE_BYTES + SenderId.MAX_BYTES;

    /** Reads a context whose length was found to be in range. */
    public static SessionContext decode(byte[] source) {
        ByteBuffer in = ByteBuffer.wrap(source);
        long number = ((long) Short.toUnsignedInt(in.getShort()) << 32) | Integer.toUnsignedLong(in.getInt());
        SessionId session = new SessionId(number, in.getLong());
        return new SessionContext(session, SenderId.ofBytes(source, in.position(), in.remaining()));
    }

    public byte[] encode() {
        return ByteBuffer.allocate(SessionId.SIZE_BYTES + sender.sizeBytes())
                .putShort((short) (session.number() >>> 32))
                .putInt((int) session.number())
                .putLong(session.random())
                .put(sender.bytes())
                .array();
    }
}

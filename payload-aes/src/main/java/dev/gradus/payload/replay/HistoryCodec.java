package dev.gradus.payload.replay;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes and reads records. All numbers are big-endian; the first byte is the version of the form.
 *
 * <pre>
 * sender = 1, floor 8, counted 1, sessions 4, session..., pending 4, claim...
 * topic  = 2, highest 24, last accepted 24
 * id     = session number 8, session random 8, number 8
 * </pre>
 */
final class HistoryCodec {

    private static final byte SENDER = 1;
    private static final byte TOPIC = 2;

    private HistoryCodec() {}

    static byte[] encode(SenderHistory.State state) {
        int size = 1 + Long.BYTES + 1 + 2 * Integer.BYTES;
        size += state.sessions().stream().mapToInt(SessionWindow::sizeBytes).sum();
        size += state.pending().size() * Pending.SIZE_BYTES;
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(SENDER).putLong(state.floor()).put((byte) (state.counted() ? 1 : 0));
        out.putInt(state.sessions().size());
        state.sessions().forEach(window -> window.write(out));
        out.putInt(state.pending().size());
        state.pending().forEach(claim -> claim.write(out));
        return out.array();
    }

    static byte[] encode(NumberedId highest, NumberedId lastAccepted) {
        ByteBuffer out = ByteBuffer.allocate(1 + 2 * NumberedId.SIZE_BYTES).put(TOPIC);
        highest.write(out);
        lastAccepted.write(out);
        return out.array();
    }

    /** Reads a sender's record; bytes that are none are an {@link IllegalArgumentException}. */
    static SenderHistory.State sender(byte[] bytes) {
        return read(bytes, SENDER, in -> {
            long floor = in.getLong();
            boolean counted = in.get() != 0;
            List<SessionWindow> sessions = list(in, SenderHistory.MAX_SESSIONS, SessionWindow::read);
            for (int i = 1; i < sessions.size(); i++) {
                require(sessions.get(i - 1).id().compareTo(sessions.get(i).id()) < 0, "sessions in order");
            }
            List<Pending> pending = list(in, Integer.MAX_VALUE, Pending::read);
            return new SenderHistory.State(sessions, pending, floor, counted);
        });
    }

    /** Reads a topic's record; bytes that are none are an {@link IllegalArgumentException}. */
    static TopicHistory topic(byte[] bytes) {
        return read(bytes, TOPIC, in -> new TopicHistory(NumberedId.read(in), NumberedId.read(in)));
    }

    private static <T> T read(byte[] bytes, byte kind, Function<ByteBuffer, T> reader) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            require(in.get() == kind, "a record of form " + kind);
            T record = reader.apply(in);
            require(!in.hasRemaining(), "nothing after the record");
            return record;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a whole record was expected, found " + bytes.length + " bytes", e);
        }
    }

    private static <T> List<T> list(ByteBuffer in, int most, Function<ByteBuffer, T> reader) {
        int count = in.getInt();
        require(count >= 0 && count <= most && count <= in.remaining(), "a number of items that fits");
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(reader.apply(in));
        }
        return all;
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(expected + " was expected, found something else");
        }
    }
}

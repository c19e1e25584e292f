package dev.gradus;

import dev.gradus.message.TopicName;
import dev.gradus.security.Footprint;
import dev.gradus.security.Form;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.PayloadSecurity;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts session and sequence number before the payload, and refuses what begins with an exclamation mark. */
final class FakePayload implements PayloadSecurity {

    /** One byte for the session, four for the sequence number. */
    static final int HEADER_BYTES = 5;

    private final List<String> sessions;
    private final int session;
    private final AtomicInteger sequence = new AtomicInteger();
    private final int claimedOverhead;
    private final Runnable beforeSeal;

    FakePayload(int claimedOverhead, Runnable beforeSeal) {
        this(new CopyOnWriteArrayList<>(), 0, claimedOverhead, beforeSeal);
    }

    FakePayload() {
        this(HEADER_BYTES, () -> {});
    }

    private FakePayload(List<String> sessions, int session, int claimedOverhead, Runnable beforeSeal) {
        this.sessions = sessions;
        this.session = session;
        this.claimedOverhead = claimedOverhead;
        this.beforeSeal = beforeSeal;
    }

    /** The client ids that sessions were asked for with; the first is from {@code build()}. */
    List<String> sessions() {
        return sessions;
    }

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L2;
    }

    @Override
    public PayloadSecurity session(String clientId) {
        if (clientId.equals("nobody")) {
            throw new IllegalArgumentException("nobody is no sender");
        }
        sessions.add(clientId);
        return new FakePayload(sessions, sessions.size(), claimedOverhead, beforeSeal);
    }

    @Override
    public byte[] seal(TopicName topic, byte[] plaintext) {
        beforeSeal.run();
        return ByteBuffer.allocate(HEADER_BYTES + plaintext.length)
                .put((byte) session)
                .putInt(sequence.getAndIncrement())
                .put(plaintext)
                .array();
    }

    static int sequenceOf(byte[] envelope) {
        return ByteBuffer.wrap(envelope).getInt(1);
    }

    @Override
    public Opened open(TopicName topic, byte[] envelope) {
        return envelope[0] == '!'
                ? new Opened.Rejected(Outcome.NOT_AUTHENTIC, "begins with !")
                : new Opened.Accepted(envelope, new Provenance(Outcome.FRESH, "0a", "sender", session, false));
    }

    @Override
    public Footprint footprint(Form form, int size) {
        return new Footprint(List.of(size + 1), size + claimedOverhead);
    }
}

package dev.gradus;

import dev.gradus.message.TopicName;
import dev.gradus.security.Attributes;
import dev.gradus.security.Footprint;
import dev.gradus.security.Form;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.PayloadSecurity;
import dev.gradus.spi.PayloadSession;
import dev.gradus.spi.Role;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts session and sequence number before the payload, and refuses what begins with an exclamation mark. */
final class FakePayload implements PayloadSecurity, PayloadSession {

    /** One byte for the session, four for the sequence number. */
    static final int HEADER_BYTES = 5;

    private final List<Attributes> sealed;
    private final List<String> sessions;
    private final int session;
    private final AtomicInteger sequence = new AtomicInteger();
    private final int claimedOverhead;
    private final Runnable beforeSeal;

    FakePayload(int claimedOverhead, Runnable beforeSeal) {
        this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), claimedOverhead, beforeSeal);
    }

    FakePayload() {
        this(HEADER_BYTES, () -> {});
    }

    private FakePayload(List<String> sessions, List<Attributes> sealed, int claimedOverhead, Runnable beforeSeal) {
        this.sessions = sessions;
        this.sealed = sealed;
        this.session = sessions.size();
        this.claimedOverhead = claimedOverhead;
        this.beforeSeal = beforeSeal;
    }

    /** The client ids that sessions were asked for with; the first is from {@code build()}. */
    List<String> sessions() {
        return sessions;
    }

    /** What was asked to be sealed beside the payloads. */
    List<Attributes> sealed() {
        return sealed;
    }

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L2;
    }

    @Override
    public PayloadSession session(String clientId, Role role) {
        if (clientId.equals("nobody")) {
            throw new IllegalArgumentException("nobody is no sender");
        }
        sessions.add(clientId);
        return new FakePayload(sessions, sealed, claimedOverhead, beforeSeal);
    }

    @Override
    public byte[] seal(TopicName topic, byte[] plaintext, Attributes attributes) {
        sealed.add(attributes);
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
                : new Opened.Accepted(envelope, new Provenance(Outcome.FRESH, "0a", "sender", session, Set.of()));
    }

    @Override
    public boolean opensShared() {
        return false;
    }

    @Override
    public Footprint footprint(Form form, int size) {
        return new Footprint(List.of(size + 1), size + claimedOverhead);
    }
}

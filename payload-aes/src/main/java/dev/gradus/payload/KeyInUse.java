package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.AeadFactory;
import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.aead.KeyDerivation;
import dev.gradus.payload.aead.SessionCipher;
import dev.gradus.payload.cose.ProtectedHeaderWriter;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.replay.ReplayTable;
import dev.gradus.security.Attributes;
import dev.gradus.security.Outcome;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key of the derived form with what belongs to it while the process runs. Safe for many threads. */
final class KeyInUse {

    /** Sessions whose derived keys are kept; one derived anew costs less than a microsecond. */
    private static final int MAX_SESSIONS = 1_024;

    private static final System.Logger LOGGER = System.getLogger(PayloadEncryption.class.getName());

    private final KeyEntry entry;
    private final String id;
    private final Algorithm algorithm;
    private final byte[] idBytes;
    private final KeyDerivation derivation;
    private final AeadFactory aeads;
    private final @Nullable ReplayTable replay;
    private final Environment environment;
    private final FailureAlarm alarm;
    private final byte[] liveHeader;
    private final Map<SessionContext, OpeningSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /** The one that was found last: mostly the next message is of the same. */
    private volatile @Nullable OpeningSession last;

    KeyInUse(KeyEntry entry, AeadFactory aeads, @Nullable ReplayTable replay, Environment environment) {
        this.entry = entry;
        this.id = entry.id().toString();
        this.algorithm = entry.algorithm();
        this.idBytes = entry.id().bytes();
        byte[] material =
                entry.material().orElseThrow(() -> new SecureMqttException(Reason.SECRET_UNAVAILABLE, closedMessage()));
        this.derivation = new KeyDerivation(idBytes, material);
        Arrays.fill(material, (byte) 0);
        this.aeads = aeads;
        this.replay = replay;
        this.environment = environment;
        this.alarm = new FailureAlarm(LOGGER, id);
        this.liveHeader = ProtectedHeaderWriter.of(Attributes.live()).encode(algorithm.code());
    }

    String id() {
        return id;
    }

    byte[] idBytes() {
        return idBytes;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    boolean closed() {
        return entry.closed();
    }

    Environment environment() {
        return environment;
    }

    /** The protected header of a live message that says nothing but its algorithm. */
    byte[] liveHeader() {
        return liveHeader;
    }

    ReplayTable replay() {
        if (replay == null) {
            throw new IllegalStateException("opening needs a replay store, found none: give one with replay(...)");
        }
        return replay;
    }

    void checkAdmits(TopicName topic, SenderId sender) throws Refusal {
        if (!entry.admits(topic)) {
            throw new Refusal(Outcome.WRONG_TOPIC, "the key " + id() + " is not for the topic " + topic);
        }
        if (!entry.admitsAllSenders() && !entry.admitsSender(sender.bytes())) {
            throw new Refusal(Outcome.WRONG_SENDER, "the key " + id() + " does not admit the sender " + sender);
        }
    }

    /** The cipher to seal with in a new session. */
    SessionCipher derive(byte[] context) {
        return derivation
                .derive(aeads, algorithm(), context)
                .orElseThrow(() -> new SecureMqttException(Reason.SECRET_UNAVAILABLE, closedMessage()));
    }

    /** The session of a message that is to be opened, a new one if it is not kept. */
    OpeningSession opening(byte[] encodedContext) {
        OpeningSession latest = last;
        if (latest != null && latest.isOf(encodedContext)) {
            return latest;
        }
        SessionContext context = SessionContext.decode(encodedContext);
        synchronized (sessions) {
            OpeningSession kept = sessions.get(context);
            if (kept != null) {
                last = kept;
                return kept;
            }
        }
        return new OpeningSession(context, encodedContext, () -> derivation.derive(aeads, algorithm(), encodedContext));
    }

    /** The cipher to open with. */
    SessionCipher opener(OpeningSession session) throws Refusal {
        if (closed()) {
            throw new Refusal(Outcome.UNKNOWN_KEY, closedMessage());
        }
        return session.cipher().orElseThrow(() -> new Refusal(Outcome.UNKNOWN_KEY, closedMessage()));
    }

    /** Keeps a session, once a message was authentic in it: what is not authentic must not push others out. */
    void keep(OpeningSession session) {
        if (!session.keepNow()) {
            return;
        }
        synchronized (sessions) {
            sessions.putIfAbsent(session.context(), session);
            if (sessions.size() > MAX_SESSIONS) {
                sessions.remove(sessions.keySet().iterator().next());
            }
        }
    }

    /** Counts an envelope that was not authentic. */
    void failed() {
        alarm.failed(environment.nanos().getAsLong());
    }

    /** Overwrites what was derived. */
    void close() {
        derivation.close();
        synchronized (sessions) {
            sessions.clear();
            last = null;
        }
    }

    private String closedMessage() {
        return "the keyset with the key " + entry.id() + " was closed: close it after the last message";
    }

    /** No key is shown. */
    @Override
    public String toString() {
        return entry.toString();
    }
}

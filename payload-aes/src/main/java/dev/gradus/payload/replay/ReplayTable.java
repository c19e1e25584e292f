package dev.gradus.payload.replay;

import dev.gradus.security.Mark;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Outcome;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ReplayKey;
import dev.gradus.spi.ReplayRecord;
import dev.gradus.spi.ReplayScope;
import dev.gradus.spi.ReplayStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver took of each sender under one key. Safe for many threads.
 *
 * <p>A sender gets a place only by an authentic message. When all are given, those lose theirs that were idle for long
 * and of whom nothing that was taken could be taken once more.
 */
public final class ReplayTable {

    private static final Duration MIN_IDLE = Duration.ofDays(9);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final ReplayStore store;
    private final Receiver receiver;
    private final int capacity;
    private final Supplier<Moment> clock;
    private final Scopes scopes;
    private long sweptNanos;
    private boolean swept;

    /** The table of a receiver for one key; the capacity is that of senders, and of topics with retained messages. */
    public ReplayTable(ReplayStore store, Receiver receiver, int capacity, Supplier<Moment> clock) {
        this.store = store;
        this.receiver = receiver;
        this.capacity = capacity;
        this.clock = clock;
        this.scopes = new Scopes(
                new ReplayScope(receiver.name(), receiver.keyId(), ReplayScope.Kind.SENDERS),
                new ReplayScope(receiver.name(), receiver.keyId(), ReplayScope.Kind.TOPICS));
    }

    /** What taking a message would give; changes nothing, so that it can be asked of what is not authentic. */
    public Verdict judge(MessageId message, Moment now) {
        if (message.kind() != MessageKind.LIVE) {
            TopicHistory topic = find(topicKey(message), this::topic).orElse(TopicHistory.NOTHING);
            if (message.kind() == MessageKind.RETAINED) {
                return topic.judge(message.numbered());
            }
            if (topic.again(message.numbered())) {
                return Verdict.of(Outcome.RETAINED, Mark.SEEN_BEFORE);
            }
        }
        Judge judge = judge(now);
        SenderHistory known = find(senderKey(message), this::sender).orElse(null);
        return known == null
                ? firstContact(SenderHistory.firstContact(message.session(), now.millis())
                        .judge(message, judge))
                : known.judge(message, judge);
    }

    /** Takes an authentic message, if it may be taken, and claims it until it is settled. */
    public Verdict reserve(MessageId message, Moment now) {
        return switch (message.kind()) {
            case LIVE -> reserveFromSender(message, judge(now));
            case RETAINED -> lacksTopicRoom(message) ? Verdict.of(Outcome.NO_CAPACITY) : reserveRetained(message);
            case WILL -> reserveWill(message, judge(now));
        };
    }

    private Verdict reserveWill(MessageId message, Judge judge) {
        Optional<TopicHistory> known = find(topicKey(message), this::topic);
        if (known.isPresent() && known.get().again(message.numbered())) {
            return Verdict.of(Outcome.RETAINED, Mark.SEEN_BEFORE);
        }
        if (lacksTopicRoom(message)) {
            return Verdict.of(Outcome.NO_CAPACITY);
        }
        Verdict verdict = reserveFromSender(message, judge);
        if (verdict.outcome().deliverable()) {
            store.update(topicKey(message), before -> topic(message, before).taken(message.numbered()));
        }
        return verdict;
    }

    /** The message was handled and is not taken again. */
    public void commit(MessageId message) {
        if (store.lasting() && message.kind() != MessageKind.RETAINED) {
            store.update(
                    senderKey(message),
                    before -> before == null ? null : sender(message, before).settled(message));
        }
    }

    /** The message was not handled; when it comes again, it is taken with a mark. */
    public void release(MessageId message) {
        if (message.kind() != MessageKind.RETAINED) {
            Judge judge = judge(clock.get());
            store.update(
                    senderKey(message),
                    before -> before == null ? null : sender(message, before).released(message, judge));
        }
    }

    /** Whether a number of a known session was not taken, as far as can be told. */
    public boolean unseen(MessageId message, long number) {
        return find(senderKey(message), this::sender)
                .map(history -> history.unseen(new NumberedId(message.session(), number)))
                .orElse(false);
    }

    /** A sender that is known takes one access to the store. */
    private Verdict reserveFromSender(MessageId message, Judge judge) {
        Optional<Verdict> verdict = reserve(message, judge, false);
        if (verdict.isPresent()) {
            return verdict.get();
        }
        SenderHistory none = SenderHistory.firstContact(message.session(), judge.nowMillis());
        Verdict first = none.judge(message, judge);
        if (first.outcome().deliverable() && store.size(scopes.senders()) >= capacity && !sweep()) {
            return Verdict.of(Outcome.NO_CAPACITY);
        }
        return reserve(message, judge, true).orElseThrow();
    }

    /** Empty if the sender is not known and must not become so. */
    private Optional<Verdict> reserve(MessageId message, Judge judge, boolean mayBegin) {
        Held<Verdict> verdict = new Held<>();
        store.update(senderKey(message), before -> {
            verdict.value = null;
            if (before == null && !mayBegin) {
                return null;
            }
            SenderHistory history = before == null
                    ? SenderHistory.firstContact(message.session(), judge.nowMillis())
                    : sender(message, before);
            Verdict judged = history.judge(message, judge);
            if (!judged.outcome().deliverable()) {
                verdict.value = judged;
                // A stale session of a sender that is not known must not take a place.
                return before == null ? null : history.take(message, judged, judge);
            }
            if (!history.hasRoom(message, judge)) {
                verdict.value = Verdict.of(Outcome.NO_CAPACITY);
                return null;
            }
            Verdict told = before == null ? firstContact(judged) : judged;
            verdict.value = told.missing(history.missedBy(message));
            return history.take(message, judged, judge);
        });
        return Optional.ofNullable(verdict.value);
    }

    private Verdict reserveRetained(MessageId message) {
        Held<Verdict> verdict = new Held<>();
        store.update(topicKey(message), before -> {
            TopicHistory history = topic(message, before);
            Verdict judged = history.judge(message.numbered());
            verdict.value = judged;
            return judged.outcome().deliverable() ? history.taken(message.numbered()) : before;
        });
        if (verdict.get().outcome().deliverable()) {
            store.update(
                    senderKey(message),
                    before -> before == null ? null : sender(message, before).marked(message.numbered()));
        }
        return verdict.get();
    }

    private static Verdict firstContact(Verdict verdict) {
        return verdict.outcome().deliverable()
                ? new Verdict(verdict.outcome(), Set.of(Mark.FIRST_CONTACT), verdict.retryAfter(), verdict.missed())
                : verdict;
    }

    /** Topics are never forgotten, or an older message could be let in again. */
    private boolean lacksTopicRoom(MessageId message) {
        return store.size(scopes.topics()) >= capacity
                && find(topicKey(message), this::topic).isEmpty();
    }

    /** Forgets senders, at most once in a while; whether there is room now. */
    private synchronized boolean sweep() {
        Moment now = clock.get();
        long nanos = now.nanos();
        if (swept && nanos - sweptNanos < SWEEP_EVERY.toNanos()) {
            return false;
        }
        swept = true;
        sweptNanos = nanos;
        Judge judge = judge(now);
        store.forget(
                scopes.senders(),
                record -> record instanceof SenderHistory history && history.forgettable(judge, MIN_IDLE));
        return store.size(scopes.senders()) < capacity;
    }

    private Judge judge(Moment now) {
        return new Judge(now.millis(), now.nanos(), receiver.owner(), receiver.group(), store.lasting());
    }

    /** Reads a record and leaves it as it is. */
    private <T> Optional<T> find(ReplayKey key, Reader<T> reader) {
        return store.find(key).map(record -> reader.read(key, record));
    }

    private SenderHistory sender(MessageId message, ReplayRecord record) {
        return record instanceof SenderHistory history ? history : sender(senderKey(message), record);
    }

    private SenderHistory sender(ReplayKey key, ReplayRecord record) {
        return record instanceof SenderHistory history
                ? history
                : new SenderHistory(
                        decode(key, record, HistoryCodec::sender), clock.get().nanos());
    }

    private TopicHistory topic(MessageId message, @Nullable ReplayRecord record) {
        return record == null ? TopicHistory.NOTHING : topic(topicKey(message), record);
    }

    private TopicHistory topic(ReplayKey key, ReplayRecord record) {
        return record instanceof TopicHistory history ? history : decode(key, record, HistoryCodec::topic);
    }

    private static <T> T decode(ReplayKey key, ReplayRecord record, Function<byte[], T> decoder) {
        try {
            return decoder.apply(record.encode());
        } catch (IllegalArgumentException e) {
            throw new SecureMqttException(
                    Reason.STORE_UNAVAILABLE,
                    "the record " + key + " of what was taken before can't be read: " + e.getMessage()
                            + "; put the store back as it was, or give this receiver a new name, which lets messages of"
                            + " the last 8 days be taken once more",
                    e);
        }
    }

    private ReplayKey senderKey(MessageId message) {
        return new ReplayKey(scopes.senders(), message.senderName());
    }

    private ReplayKey topicKey(MessageId message) {
        return new ReplayKey(
                scopes.topics(), message.senderName() + "/" + message.topic().value());
    }

    /**
     * Who receives.
     *
     * @param name its name in the store
     * @param keyId the key's id
     * @param group whether several live processes share the name
     * @param owner this run of the process, never 0
     */
    public record Receiver(String name, String keyId, boolean group, long owner) {}

    private record Scopes(ReplayScope senders, ReplayScope topics) {}

    /** Makes a record of what a store gave. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ReplayKey key, ReplayRecord record);
    }

    /** What a change found out; a change may run more than once, and the last run counts. */
    private static final class Held<T> {

        private @Nullable T value;

        T get() {
            return Objects.requireNonNull(value);
        }
    }
}

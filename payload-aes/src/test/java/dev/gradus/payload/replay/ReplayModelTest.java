package dev.gradus.payload.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.Mark;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Outcome;
import dev.gradus.security.SecureMqttException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table against the naive model: senders that reconnect, lose their clocks and die, a receiver that restarts and
 * crashes between any two steps, and an attacker who sends everything again. Steps a seed by the system property
 * {@code gradus.replay.steps}.
 */
class ReplayModelTest {

    private static final int STEPS = Integer.getInteger("gradus.replay.steps", 400_000);
    private static final Set<Outcome> POSSIBLE = Set.of(
            Outcome.FRESH,
            Outcome.LATE,
            Outcome.RETAINED,
            Outcome.WILL,
            Outcome.SEEN,
            Outcome.TOO_OLD,
            Outcome.STALE_SESSION,
            Outcome.SESSION_AHEAD);

    private final Manual time = new Manual();
    private final FileLikeStore store = new FileLikeStore();
    private final NaiveReplay model = new NaiveReplay();
    private final List<MessageId> sent = new ArrayList<>();
    private final List<SessionContext> contexts = new ArrayList<>();
    private final Map<SessionContext, Long> next = new HashMap<>();
    private final Set<MessageId> delivered = new HashSet<>();
    private final Set<MessageId> handled = new HashSet<>();
    private final List<MessageId> open = new ArrayList<>();
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final Set<Mark> marks = new HashSet<>();

    private Random random = new Random();
    private long owner = 1;
    private ReplayTable table = table();

    /** A seed of 0 stands for a new one in each run. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 0})
    void reserve_randomHistories_agreeWithModel(long given) {
        long seed = given == 0 ? System.nanoTime() : given;
        random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            try {
                step();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", step " + step, e);
            }
        }
        assertThat(outcomes.keySet()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(POSSIBLE);
        assertThat(marks).as("seed %d", seed).containsExactlyInAnyOrder(Mark.values());
    }

    private void step() {
        moveClock();
        switch (random.nextInt(400)) {
            case 0 -> restart();
            case 1 -> crashAt(FileLikeStore.Failure.BEFORE);
            case 2 -> crashAt(FileLikeStore.Failure.AFTER);
            default -> receive(message());
        }
        if (!open.isEmpty() && random.nextInt(3) > 0) {
            settle(open.remove(random.nextInt(open.size())));
        }
    }

    private void receive(MessageId message) {
        NaiveReplay.Answer expected = model.take(message, time.millis(), owner);
        if (expected.outcome() == Outcome.WILL) {
            model.willOnTopic(message);
        } else if (expected.outcome() == Outcome.RETAINED && !expected.marks().contains(Mark.SEEN_BEFORE)) {
            model.noGap(message);
        }
        Verdict before = table.judge(message, time.now());
        Verdict found = table.reserve(message, time.now());

        assertThat(found.outcome()).as("%s", message).isEqualTo(expected.outcome());
        assertThat(found.marks()).as("%s", message).isEqualTo(expected.marks());
        assertThat(before.outcome()).as("%s", message).isEqualTo(expected.outcome());
        outcomes.merge(found.outcome(), 1, Integer::sum);
        marks.addAll(found.marks());
        if (found.outcome().deliverable() && found.outcome() != Outcome.RETAINED) {
            checkDelivery(message, found);
        }
    }

    /** Nothing that was handled is handed over again, and what may have been is marked. */
    private void checkDelivery(MessageId message, Verdict found) {
        assertThat(handled.contains(message)).as("handled before: %s", message).isFalse();
        if (!delivered.add(message)) {
            assertThat(found.marks()).as("%s", message).contains(Mark.POSSIBLY_REPEATED);
        }
        open.add(message);
    }

    private void settle(MessageId message) {
        if (random.nextInt(10) == 0) {
            table.release(message);
            model.release(message);
        } else {
            table.commit(message);
            model.settle(message);
            handled.add(message);
        }
    }

    private void restart() {
        owner++;
        open.clear();
        table = table();
    }

    /** The process ends in the middle of a change; a new one finds what the store has, and so does the model. */
    private void crashAt(FileLikeStore.Failure failure) {
        MessageId message = message();
        if (message.kind() != MessageKind.LIVE) {
            crashWithTwoRecords(message, failure);
            return;
        }
        store.next = failure;
        boolean crashed = false;
        try {
            table.reserve(message, time.now());
        } catch (SecureMqttException e) {
            crashed = true;
        }
        store.next = FileLikeStore.Failure.NONE;
        if (!crashed || failure == FileLikeStore.Failure.AFTER) {
            NaiveReplay.Answer answer = model.take(message, time.millis(), owner);
            if (answer.outcome().deliverable()) {
                delivered.add(message);
            }
        }
        restart();
    }

    /** After the first record only: the second is written when the message comes again. */
    private void crashWithTwoRecords(MessageId message, FileLikeStore.Failure failure) {
        store.next = failure;
        boolean crashed = false;
        try {
            table.reserve(message, time.now());
        } catch (SecureMqttException e) {
            crashed = true;
        }
        store.next = FileLikeStore.Failure.NONE;
        if (!crashed || failure == FileLikeStore.Failure.AFTER) {
            NaiveReplay.Answer answer = model.take(message, time.millis(), owner);
            if (!crashed && answer.outcome() == Outcome.WILL) {
                model.willOnTopic(message);
            }
            if (!crashed && answer.outcome() == Outcome.RETAINED) {
                model.noGap(message);
            }
            if (answer.outcome() == Outcome.WILL) {
                delivered.add(message);
            }
        }
        restart();
    }

    private ReplayTable table() {
        return new ReplayTable(store, new ReplayTable.Receiver("test", "0a", false, owner), 100_000, time::now);
    }

    /** A new message, one of the last ones again, or any that was ever sent. */
    private MessageId message() {
        int choice = random.nextInt(10);
        if (sent.isEmpty() || choice < 6) {
            MessageId message = fresh();
            if (sent.size() < 100_000) {
                sent.add(message);
            }
            return message;
        }
        int back = choice < 9 ? Math.min(sent.size(), 30) : sent.size();
        return sent.get(sent.size() - 1 - random.nextInt(back));
    }

    private MessageId fresh() {
        SessionContext context = context();
        long expected = next.getOrDefault(context, 0L);
        long number = switch (random.nextInt(8)) {
            case 0 -> expected + random.nextInt(2_000);
            case 1 -> Math.max(0, expected - random.nextInt(1_500));
            default -> expected;
        };
        next.put(context, Math.max(expected, number + 1));
        return Manual.of(context, number, kind(context, number), TopicName.of("t/" + random.nextInt(2)));
    }

    /** A number is sealed for one kind only. */
    private static MessageKind kind(SessionContext context, long number) {
        return switch ((int) ((number * 31 + context.session().number()) % 9)) {
            case 0 -> MessageKind.RETAINED;
            case 1 -> MessageKind.WILL;
            default -> MessageKind.LIVE;
        };
    }

    private SessionContext context() {
        if (contexts.isEmpty() || random.nextInt(100) == 0) {
            SenderId sender = SenderId.ofText("test", "s" + random.nextInt(6));
            contexts.add(new SessionContext(new SessionId(sessionNumber(), random.nextInt(3) - 1), sender));
        }
        int back = random.nextInt(10) == 0 ? contexts.size() : Math.min(contexts.size(), 20);
        return contexts.get(contexts.size() - 1 - random.nextInt(back));
    }

    private long sessionNumber() {
        long now = time.millis();
        return switch (random.nextInt(12)) {
            case 0 -> Math.max(0, now + random.nextLong(60 * Manual.DAY) - 30 * Manual.DAY);
            case 1 -> random.nextInt(10);
            case 2 -> random.nextInt(200_000);
            case 3 -> random.nextLong(1L << 48);
            default -> now + random.nextInt(5);
        };
    }

    private void moveClock() {
        switch (random.nextInt(200)) {
            case 0 -> time.pass(Duration.ofHours(random.nextInt(60)));
            case 1 -> time.set(Manual.NOW + (random.nextInt(60) - 30) * Manual.DAY);
            case 2 -> time.set(random.nextInt(1_000_000));
            case 3 -> time.set(Manual.NOW);
            default -> time.pass(Duration.ofMillis(random.nextInt(2_000)));
        }
    }
}

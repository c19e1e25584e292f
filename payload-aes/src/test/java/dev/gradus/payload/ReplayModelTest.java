package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against the naive model, over random connects, reorderings, replays and clocks. */
class ReplayModelTest {

    private static final int STEPS = 50_000;
    private static final List<Outcome> POSSIBLE = List.of(
            Outcome.FRESH, Outcome.LATE, Outcome.SEEN, Outcome.TOO_OLD, Outcome.STALE_SESSION, Outcome.SESSION_AHEAD);

    private final ManualTime time = new ManualTime(Example.TIME);
    private final ReplayTable table = new ReplayTable(100, time.environment());
    private final NaiveReplay model = new NaiveReplay();
    private final List<SessionContext> contexts = new ArrayList<>();
    private final Map<SessionContext, Long> next = new HashMap<>();

    /** A seed of 0 stands for a new one in each run. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 0})
    void take_randomSteps_agreesWithModel(long given) {
        long seed = given == 0 ? System.nanoTime() : given;
        Random random = new Random(seed);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

        for (int step = 0; step < STEPS; step++) {
            SessionContext context = context(random);
            long number = number(context, random);
            moveClock(random);
            Outcome expected = model.take(context, number, time.now().toEpochMilli());

            int at = step;
            Supplier<String> where = () -> "seed " + seed + ", step " + at;

            Outcome before = table.judge(context, number).outcome();
            Outcome found = table.take(context, number).outcome();

            assertThat(found).as(where).isEqualTo(expected);
            assertThat(before).as(where).isEqualTo(expected);
            outcomes.merge(found, 1, Integer::sum);
        }
        assertThat(outcomes.keySet()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(POSSIBLE);
    }

    private SessionContext context(Random random) {
        if (contexts.isEmpty() || random.nextInt(100) == 0) {
            SenderId sender = SenderId.ofText("test", "s" + random.nextInt(6));
            contexts.add(new SessionContext(new SessionId(sessionNumber(random), random.nextInt(3) - 1), sender));
        }
        int back = random.nextInt(10) == 0 ? contexts.size() : Math.min(contexts.size(), 20);
        return contexts.get(contexts.size() - 1 - random.nextInt(back));
    }

    private long sessionNumber(Random random) {
        long now = time.now().toEpochMilli();
        return switch (random.nextInt(12)) {
            case 0 ->
                now
                        + random.nextLong(Duration.ofDays(20).toMillis())
                        - Duration.ofDays(10).toMillis();
            case 1 -> random.nextInt(10);
            case 2 -> random.nextInt(200_000);
            case 3 -> random.nextLong(1L << 48);
            default -> now + random.nextInt(5);
        };
    }

    private long number(SessionContext context, Random random) {
        long expected = next.getOrDefault(context, 0L);
        long number = switch (random.nextInt(8)) {
            case 0 -> expected + random.nextInt(2_000);
            case 1 -> expected - random.nextInt(1_500);
            case 2 -> expected - random.nextInt(20);
            default -> expected;
        };
        number = Math.max(0, number);
        next.put(context, Math.max(expected, number + 1));
        return number;
    }

    private void moveClock(Random random) {
        switch (random.nextInt(200)) {
            case 0 -> time.pass(Duration.ofHours(random.nextInt(60)));
            case 1 -> time.set(Example.TIME.plus(Duration.ofDays(random.nextInt(60) - 30)));
            case 2 -> time.set(Instant.ofEpochMilli(random.nextInt(1_000_000)));
            case 3 -> time.set(Example.TIME);
            default -> time.pass(Duration.ofMillis(random.nextInt(2_000)));
        }
    }
}

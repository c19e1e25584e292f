package dev.gradus.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test that started threads of this library, those whose names begin with {@code gradus-}, and left one behind.
 * A thread that is about to end has five seconds for it. Threads that ran before the test are no business of its own.
 * For tests that don't run beside others in the same JVM.
 *
 * <pre>{@code
 * @ExtendWith(NoThreadLeft.class)
 * class ReconnectorTest { ... }
 * }</pre>
 */
public final class NoThreadLeft implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace THREADS = Namespace.create(NoThreadLeft.class);
    /** Ours, and those that Paho starts for us. */
    private static final List<String> PREFIXES =
            List.of("gradus-", "MQTT Con:", "MQTT Rec:", "MQTT Snd:", "MQTT Call:", "MQTT Disc:", "MQTT Ping:");

    private final Duration patience;

    /** The extension as JUnit makes it. */
    public NoThreadLeft() {
        this(Duration.ofSeconds(5));
    }

    NoThreadLeft(Duration patience) {
        this.patience = patience;
    }

    /**
     * Notes the threads that run already.
     *
     * @param context the test that is about to start
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(THREADS).put(Set.class, running());
    }

    /**
     * Waits for the threads that the test started.
     *
     * @param context the test that has ended
     * @throws InterruptedException if the waiting is interrupted
     * @throws AssertionError if a thread is still alive after five seconds; the message has its name and stack
     */
    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Set<?> before = context.getStore(THREADS).get(Set.class, Set.class);
        requireEnded(before == null ? Set.of() : before);
    }

    void requireEnded(Set<?> before) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Thread> started =
                running().stream().filter(thread -> !before.contains(thread)).toList();
        for (Thread thread : started) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
        }
        String left = started.stream()
                .filter(Thread::isAlive)
                .map(NoThreadLeft::describe)
                .collect(Collectors.joining());
        if (!left.isEmpty()) {
            throw new AssertionError("a test ends the threads it starts, found alive after " + patience.toMillis()
                    + " ms:" + left + "\nclose what started them");
        }
    }

    static Set<Thread> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> PREFIXES.stream().anyMatch(thread.getName()::startsWith))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String describe(Thread thread) {
        StringBuilder text = new StringBuilder("\n").append(thread.getName());
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }
}

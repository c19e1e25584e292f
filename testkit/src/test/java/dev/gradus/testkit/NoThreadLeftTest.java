package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

class NoThreadLeftTest {

    private static final CountDownLatch END = new CountDownLatch(1);

    @Test
    void afterEach_threadLeft_testFails() {
        assertThat(failures(LeavesThread.class)).isEqualTo(1);
        END.countDown();
    }

    @Test
    void afterEach_noThreadOfOurs_testPasses() {
        assertThat(failures(LeavesNothing.class)).isZero();
    }

    @Test
    void requireEnded_threadStaysAlive_nameAndStackInTheMessage() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = start("gradus-left", end);

        assertThatThrownBy(() -> new NoThreadLeft(Duration.ofMillis(10)).requireEnded(Set.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gradus-left\n    at ");
        assertThatCode(() -> new NoThreadLeft(Duration.ofMillis(10)).requireEnded(Set.of(thread)))
                .doesNotThrowAnyException();

        end.countDown();
        thread.join();
    }

    @Test
    void requireEnded_threadAboutToEnd_waitedFor() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = start("gradus-ending", end);
        end.countDown();

        new NoThreadLeft().requireEnded(Set.of());

        assertThat(thread.isAlive()).isFalse();
    }

    private static long failures(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents()
                .failed()
                .count();
    }

    private static Thread start(String name, CountDownLatch end) {
        Thread thread = new Thread(() -> await(end), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch end) {
        try {
            assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static class LeavesThread {

        @RegisterExtension
        private final NoThreadLeft extension = new NoThreadLeft(Duration.ofMillis(10));

        @Test
        void test() {
            assertThat(start("gradus-left-by-test", END).isAlive()).isTrue();
        }
    }

    @ExtendWith(NoThreadLeft.class)
    static class LeavesNothing {

        @Test
        void test() {
            assertThat(start("another", END).isDaemon()).isTrue();
        }
    }
}

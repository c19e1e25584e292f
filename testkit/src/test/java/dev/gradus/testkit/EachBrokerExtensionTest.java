package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.TestAbortedException;

class EachBrokerExtensionTest {

    private static final List<TestBroker> SEEN = new ArrayList<>();
    private static final List<Path> FILES = new ArrayList<>();

    @Test
    void run_twoTestsOfOneSecurity_oneBrokerEachClosedAtTheEnd() {
        SEEN.clear();
        FILES.clear();

        EngineExecutionResults results = run(TwoTests.class);

        assertThat(results.testEvents().started().map(Event::getTestDescriptor))
                .extracting("displayName")
                .containsExactly("artemis", "mosquitto", "artemis", "mosquitto");
        assertThat(results.testEvents().failed().count()).isZero();
        assertThat(SEEN).isNotEmpty();
        assertThat(SEEN.stream().distinct()).hasSize(SEEN.size() / 2);
        assertThat(SEEN)
                .allSatisfy(broker -> assertThatThrownBy(() -> new Socket(broker.host(), broker.port()))
                        .isInstanceOf(ConnectException.class));
        assertThat(FILES).isNotEmpty().noneMatch(Files::exists);
    }

    @Test
    void run_brokerNotInstalled_abortedWithReason() {
        EngineExecutionResults results = run(NotInstalled.class);

        assertThat(results.testEvents().aborted().count()).isEqualTo(1);
        assertThat(results.testEvents().aborted().map(event -> event.getRequiredPayload(TestExecutionResult.class)))
                .allSatisfy(result -> assertThat(result.getThrowable().orElseThrow())
                        .isInstanceOf(TestAbortedException.class)
                        .hasMessageContaining("mosquitto is not installed"));
    }

    @Test
    void run_parameterOfAnotherType_failed() {
        assertThat(run(OtherParameter.class).testEvents().failed().count()).isEqualTo(2);
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    /** Not run by the build, but by the tests above: Surefire leaves nested static classes out. */
    static class TwoTests {

        @EachBroker(BrokerSecurity.TLS_PASSWORD)
        void first(TestBroker broker) {
            note(broker);
        }

        @EachBroker(BrokerSecurity.TLS_PASSWORD)
        void second(TestBroker broker) {
            note(broker);
        }

        private static void note(TestBroker broker) {
            SEEN.add(broker);
            FILES.add(broker.caFile());
            FILES.add(broker.passwordFile());
        }
    }

    static class NotInstalled {

        @RegisterExtension
        private final TestBrokerParameter parameter =
                new TestBrokerParameter(new TestBroker.Target(BrokerKind.MOSQUITTO, BrokerSecurity.PLAIN), () -> false);

        @Test
        void test(TestBroker broker) {
            throw new AssertionError("reached " + broker);
        }
    }

    static class OtherParameter {

        @EachBroker(BrokerSecurity.PLAIN)
        void test(String broker) {
            throw new AssertionError("reached " + broker);
        }
    }
}

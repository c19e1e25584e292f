package dev.gradus.testkit;

import dev.gradus.broker.BrokerSettings;
import dev.gradus.broker.EmbeddedBroker;
import dev.gradus.broker.MosquittoBroker;
import dev.gradus.broker.RunningBroker;
import java.util.Locale;

/** The brokers on which a test runs. */
public enum BrokerKind {
    /** ActiveMQ Artemis, inside the test's JVM. */
    ARTEMIS,
    /** Eclipse mosquitto, as a process of its own. */
    MOSQUITTO;

    boolean isInstalled() {
        return this == ARTEMIS || MosquittoBroker.isInstalled();
    }

    RunningBroker start(BrokerSettings settings) {
        return this == ARTEMIS ? EmbeddedBroker.start(settings) : MosquittoBroker.start(settings);
    }

    /**
     * The name that a test's invocation bears.
     *
     * @return {@code artemis} or {@code mosquitto}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

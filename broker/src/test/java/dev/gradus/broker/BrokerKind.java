package dev.gradus.broker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The brokers that have to behave alike. */
enum BrokerKind {
    ARTEMIS,
    MOSQUITTO;

    RunningBroker start(BrokerSettings settings) {
        if (this == ARTEMIS) {
            return EmbeddedBroker.start(settings);
        }
        assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");
        return MosquittoBroker.start(settings);
    }
}

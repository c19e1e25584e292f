package dev.gradus.testkit;

import dev.gradus.client.ConnectionSettings;
import dev.gradus.client.InFlight;
import dev.gradus.client.MqttVersion;
import dev.gradus.client.Session;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecurityLevels;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.Demand;
import dev.gradus.spi.Reservation;
import dev.gradus.spi.ResourceGuard;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The contract holds for the simplest guard that there can be: a budget of bytes. */
class ResourceGuardContractTest extends ResourceGuardContract {

    @Override
    protected ResourceGuard guard() {
        return new Budget(1_000);
    }

    @Override
    protected Configuration configuration() {
        return new Configuration(
                SecurityLevels.parse("NONE"),
                new ConnectionSettings(
                        MqttVersion.MQTT_3_1_1,
                        "contract",
                        Session.clean(),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        InFlight.of(10)),
                Optional.empty());
    }

    @Override
    protected int passingBytes() {
        return 300;
    }

    @Override
    protected int neverPassingBytes() {
        return 1_001;
    }

    private static final class Budget implements ResourceGuard {

        private final AtomicInteger left;

        Budget(int bytes) {
            this.left = new AtomicInteger(bytes);
        }

        @Override
        public void check(Configuration configuration) {
            // Every configuration will do.
        }

        @Override
        public Reservation reserve(Demand demand) {
            int need = demand.payloadBytes();
            int before = left.getAndUpdate(now -> now >= need ? now - need : now);
            if (before < need) {
                throw new SecureMqttException(
                        SecureMqttException.Reason.RESOURCE_LIMIT,
                        "expected room for " + need + " bytes, found " + before + ": send less");
            }
            AtomicBoolean closed = new AtomicBoolean();
            return () -> {
                if (!closed.getAndSet(true)) {
                    left.addAndGet(need);
                }
            };
        }
    }
}

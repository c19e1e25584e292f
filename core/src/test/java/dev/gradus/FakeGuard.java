package dev.gradus;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.Demand;
import dev.gradus.spi.Reservation;
import dev.gradus.spi.ResourceGuard;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is reserved and given back; messages over ten bytes are too much for it. */
final class FakeGuard implements ResourceGuard {

    private final List<Configuration> checked = new CopyOnWriteArrayList<>();
    private final List<Demand> demands = new CopyOnWriteArrayList<>();
    private final AtomicInteger closes = new AtomicInteger();

    @Override
    public void check(Configuration configuration) {
        checked.add(configuration);
    }

    @Override
    public Reservation reserve(Demand demand) {
        if (demand.payloadBytes() > 10) {
            throw new SecureMqttException(Reason.RESOURCE_LIMIT, "10 bytes are there");
        }
        demands.add(demand);
        return closes::incrementAndGet;
    }

    List<Configuration> checked() {
        return checked;
    }

    List<Demand> demands() {
        return demands;
    }

    int closes() {
        return closes.get();
    }
}

package dev.gradus.esp32;

import dev.gradus.security.Form;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.Demand;
import dev.gradus.spi.Reservation;
import dev.gradus.spi.ResourceGuard;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds a client to the heap of an ESP32: what does not fit there is refused here, before it is allocated or sent.
 *
 * <p>A heap has regions and a block lies in one of them, so that two large buffers can fail where their sum is free.
 * Counted are a message's buffers, and with L3 those of TLS. Not counted are the buffers that an MQTT client library has
 * of its own, and the holes that a long run leaves inside a region.
 *
 * <p>One object stands for one device with one connection: reservations that are open count against the next one. The
 * figures never change; the reservations are safe for use by many threads.
 */
public final class Esp32Profile implements ResourceGuard {

    private final DeviceMemory memory;
    private final Form form;
    private final Object lock = new Object();
    private HeapState heap;

    Esp32Profile(DeviceMemory memory, Form form) {
        this.memory = memory;
        this.form = form;
        this.heap = HeapState.empty(memory.heap());
    }

    /**
     * An ESP32-WROOM with the Arduino core and WiFi on: a heap of 113,792 and 41,744 bytes, messages as
     * {@link Form#WHOLE}.
     *
     * @return a device of its own, with nothing held
     */
    public static Esp32Profile wroom() {
        return new Esp32Profile(DeviceMemory.WROOM, Form.WHOLE);
    }

    /**
     * The same kind of device with messages lying in memory in some way.
     *
     * @param chosen how
     * @return a device of its own, with nothing held
     */
    public Esp32Profile form(Form chosen) {
        return new Esp32Profile(memory, chosen);
    }

    /**
     * Checks that what the client always holds has room: the buffers of TLS at the peak of the handshake, if it has L3.
     *
     * @param configuration the levels and settings
     * @throws IllegalArgumentException if TLS does not fit even with nothing else on the heap
     */
    @Override
    public void check(Configuration configuration) {
        if (configuration.levels().has(SecurityLevel.L3)
                && memory.heap().place(memory.tlsHandshake()).isEmpty()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "L3 is too large for %s: expected room for TLS buffers of %s at the peak of the handshake, each with"
                            + " %d bytes of overhead; found %s bytes free by region, the largest block %,d bytes: leave"
                            + " out L3, protect payloads by L2, or take a device with more memory",
                    memory.device(),
                    Refusal.bytes(memory.tlsHandshake()),
                    memory.heap().overheadBytes(),
                    Refusal.regions(memory.heap()),
                    memory.heap().largestBlockBytes()));
        }
    }

    /**
     * Reserves the buffers of a message, sealed if the configuration seals, and with L3 those of TLS; open reservations
     * share the latter.
     *
     * @param demand the message's needs
     * @return the reservation; closing it gives the buffers back once
     * @throws dev.gradus.security.SecureMqttException if they don't fit beside what is held ({@code RESOURCE_LIMIT});
     *     says what is needed, what is free, the largest message that fits now, and the ways out
     */
    @Override
    public Reservation reserve(Demand demand) {
        MemoryNeed need = MemoryNeed.of(memory, form, demand.configuration(), demand.payloadBytes());
        HeapState now;
        Optional<HeapState.Grant> grant;
        synchronized (lock) {
            now = heap;
            grant = now.grant(need);
            heap = grant.map(HeapState.Grant::next).orElse(now);
        }
        return grant.map(this::reservation).orElseThrow(() -> new Refusal(memory, form, now, demand).exception());
    }

    private Reservation reservation(HeapState.Grant grant) {
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (!closed.getAndSet(true)) {
                synchronized (lock) {
                    heap = heap.giveBack(grant);
                }
            }
        };
    }

    /** The device and the form. */
    @Override
    public String toString() {
        return "Esp32Profile[" + memory.device() + ", " + form + "]";
    }
}

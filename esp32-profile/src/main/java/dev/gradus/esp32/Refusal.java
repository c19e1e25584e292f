package dev.gradus.esp32;

import com.google.common.primitives.ImmutableLongArray;
import dev.gradus.message.PacketSize;
import dev.gradus.security.Form;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Says why a device can't hold a message, and what would help; only ways out that were tried on the model are named.
 *
 * @param memory the device
 * @param form how messages lie in its memory
 * @param heap what was held when the message was refused
 * @param demand the message
 */
record Refusal(DeviceMemory memory, Form form, HeapState heap, Demand demand) {

    SecureMqttException exception() {
        MemoryNeed need = need(form, demand.payloadBytes());
        HeapRegions left = heap.leftBeside(need);
        return new SecureMqttException(
                SecureMqttException.Reason.RESOURCE_LIMIT,
                String.format(
                        Locale.ROOT,
                        "%s can't hold a message of %,d bytes now: expected room for buffers of %s at once%s,"
                                + " each with %d bytes of overhead; found %s bytes free by region, the largest block"
                                + " %,d bytes; %s",
                        memory.device(),
                        demand.payloadBytes(),
                        bytes(need.message()),
                        need.connection().isEmpty() ? "" : ", beside those of TLS (" + bytes(need.connection()) + ")",
                        left.overheadBytes(),
                        regions(left),
                        left.largestBlockBytes(),
                        waysOut(need)));
    }

    static String bytes(List<Integer> blocks) {
        return blocks.isEmpty()
                ? "0 bytes"
                : blocks.stream()
                        .map(block -> String.format(Locale.ROOT, "%,d", block))
                        .collect(Collectors.joining(" + ", "", " bytes"));
    }

    static String regions(HeapRegions heap) {
        ImmutableLongArray free = heap.freeBytes();
        return free.stream()
                .mapToObj(region -> String.format(Locale.ROOT, "%,d", region))
                .collect(Collectors.joining(" and "));
    }

    private String waysOut(MemoryNeed need) {
        List<String> ways = new ArrayList<>();
        OptionalInt largest = largest();
        largest.ifPresent(bytes -> ways.add("send at most that at once"));
        if (heap.open() > 0 && fits(HeapState.empty(memory.heap()), need)) {
            ways.add("try again when the messages on their way (" + heap.open() + ") have left");
        }
        if (form == Form.WHOLE && fits(heap, need(Form.IN_PLACE, demand.payloadBytes()))) {
            ways.add("seal in place by form(Form.IN_PLACE)");
        }
        configuration().payload().ifPresent(sealing -> {
            if (fits(heap, MemoryNeed.unsealed(need, demand.payloadBytes()))) {
                ways.add("leave out " + sealing.level().label() + ", if the broker may read and alter the payload");
            }
        });
        if (!need.connection().isEmpty() && fits(heap.inClear(), need.inClear())) {
            ways.add("leave out L3, if everyone on the way may read and alter what is not sealed");
        }
        return largest.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "the largest message that fits now has %,d bytes: %s",
                        largest.getAsInt(),
                        String.join(", or ", ways))
                : "no message fits now" + (ways.isEmpty() ? "" : ": " + String.join(", or ", ways));
    }

    /**
     * The largest payload that fits now, by halving between one that fits and one that does not. Need grows with size
     * for every sensible strategy; for any other the answer still fits, and one byte more does not.
     */
    private OptionalInt largest() {
        int fits = -1;
        int refused = Math.min(demand.payloadBytes(), PacketSize.MAX_REMAINING_LENGTH);
        while (refused - fits > 1) {
            int middle = fits + (refused - fits) / 2;
            if (fits(heap, need(form, middle))) {
                fits = middle;
            } else {
                refused = middle;
            }
        }
        return fits < 0 ? OptionalInt.empty() : OptionalInt.of(fits);
    }

    private MemoryNeed need(Form lying, int payloadBytes) {
        return MemoryNeed.of(memory, lying, configuration(), payloadBytes);
    }

    private Configuration configuration() {
        return demand.configuration();
    }

    private static boolean fits(HeapState heap, MemoryNeed need) {
        return heap.grant(need).isPresent();
    }
}

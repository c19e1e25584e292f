package dev.gradus.security;

import dev.gradus.internal.Require;
import java.util.List;

/**
 * The buffers that one message needs at the same time.
 *
 * @param bufferSizesBytes sizes in bytes, each 1 or more; any other is refused. Copied.
 * @param payloadBytes how long the payload is on the wire, 0 or more
 */
public record Footprint(List<Integer> bufferSizesBytes, int payloadBytes) {

    /**
     * Checks the components, as the record says.
     *
     * @param bufferSizesBytes as in the record
     * @param payloadBytes as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public Footprint {
        bufferSizesBytes = List.copyOf(bufferSizesBytes);
        bufferSizesBytes.forEach(size -> Require.range("a buffer's size in bytes", size, 1, Integer.MAX_VALUE));
        Require.range("payload bytes", payloadBytes, 0, Integer.MAX_VALUE);
    }
}

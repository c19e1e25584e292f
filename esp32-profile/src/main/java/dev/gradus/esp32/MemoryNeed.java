package dev.gradus.esp32;

import com.google.common.collect.ImmutableList;
import dev.gradus.message.PacketSize;
import dev.gradus.security.Form;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.PayloadSecurity;
import java.util.List;
import java.util.Optional;

/**
 * The blocks that must lie on the heap while a message is sent.
 *
 * @param connection what the connection holds, in bytes; empty without L3
 * @param message the message's own buffers, in bytes; empty for an empty payload that is not sealed
 */
record MemoryNeed(ImmutableList<Integer> connection, ImmutableList<Integer> message) {

    /** What a message of some size needs on a device. */
    static MemoryNeed of(DeviceMemory memory, Form form, Configuration configuration, int payloadBytes) {
        boolean secured = configuration.levels().has(SecurityLevel.L3);
        return new MemoryNeed(
                secured ? memory.tls() : ImmutableList.of(),
                ImmutableList.copyOf(buffers(form, configuration.payload(), payloadBytes)));
    }

    /** The same without anything sealed. */
    static MemoryNeed unsealed(MemoryNeed sealed, int payloadBytes) {
        return new MemoryNeed(
                sealed.connection(), ImmutableList.copyOf(buffers(Form.WHOLE, Optional.empty(), payloadBytes)));
    }

    /** The same without L3. */
    MemoryNeed inClear() {
        return new MemoryNeed(ImmutableList.of(), message);
    }

    private static List<Integer> buffers(Form form, Optional<PayloadSecurity> payload, int bytes) {
        // No packet carries more than this, and a strategy need not have an answer for it.
        if (payload.isPresent() && bytes <= PacketSize.MAX_REMAINING_LENGTH) {
            return payload.get().footprint(form, bytes).bufferSizesBytes();
        }
        return bytes == 0 ? List.of() : List.of(bytes);
    }
}

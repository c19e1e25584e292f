package dev.gradus.payload;

import dev.gradus.message.PacketSize;
import dev.gradus.security.Footprint;
import dev.gradus.security.Form;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.util.List;

/** Checks of how long a payload becomes when it is sealed. */
final class SealedSize {

    private SealedSize() {}

    /** The size, if an MQTT packet can hold it; the client checks the packet with its topic. */
    static int ofPacket(long sealed) {
        if (sealed > PacketSize.MAX_REMAINING_LENGTH) {
            throw new SecureMqttException(
                    Reason.PACKET_TOO_LARGE,
                    "a sealed payload is at most " + PacketSize.MAX_REMAINING_LENGTH + " bytes (MQTT 3.1.1 §2.2.3),"
                            + " found " + sealed + ": split the message");
        }
        return (int) sealed;
    }

    /** What a device holds in memory that seals a plaintext as a whole; a buffer has at least one byte. */
    static Footprint footprint(Form form, int size, long sealed) {
        if (size < 0 || sealed > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a plaintext has 0 or more bytes and at most " + Integer.MAX_VALUE
                    + " when it is sealed, found " + size + " and " + sealed + ": split the message");
        }
        List<Integer> buffers = switch (form) {
            case WHOLE -> List.of(Math.max(1, size), (int) sealed);
            case IN_PLACE -> List.of((int) sealed);
        };
        return new Footprint(buffers, (int) sealed);
    }
}

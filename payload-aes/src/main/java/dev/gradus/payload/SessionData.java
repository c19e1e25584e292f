package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.AssociatedData;
import dev.gradus.payload.cose.MessageName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is authenticated with the messages of one session. The last one is kept, as it does not hold the number and most
 * senders stay with a topic. Safe for many threads.
 */
final class SessionData {

    /** Beyond what readings have; the header and topic of anything longer come from anyone and would fill the memory. */
    private static final int MOST_KEPT_BYTES = 1_024;

    private volatile @Nullable Kept last;

    /** Of a message of this session, for reading only. */
    byte[] associatedData(byte[] header, TopicName topic, MessageName name) {
        Kept kept = last;
        if (kept != null && Arrays.equals(kept.header, header) && kept.topic.equals(topic)) {
            return kept.encoded;
        }
        byte[] encoded = AssociatedData.encode(header, topic, name);
        if (encoded.length <= MOST_KEPT_BYTES) {
            last = new Kept(header, topic, encoded);
        }
        return encoded;
    }

    /** Encoded once. */
    private static final class Kept {

        private final byte[] header;
        private final TopicName topic;
        private final byte[] encoded;

        Kept(byte[] header, TopicName topic, byte[] encoded) {
            this.header = header;
            this.topic = topic;
            this.encoded = encoded;
        }
    }
}

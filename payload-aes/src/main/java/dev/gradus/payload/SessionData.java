package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.AssociatedData;
import dev.gradus.payload.cose.MessageName;
import java.util.Arrays;

/**
 * What is authenticated with the messages of one session. The last one is kept, as it does not hold the number and most
 * senders stay with a topic. Safe for many threads.
 */
final class SessionData {

    private volatile Kept last = new Kept(new byte[0], TopicName.of("-"), new byte[0]);

    /** Of a message of this session, for reading only. */
    byte[] associatedData(byte[] header, TopicName topic, MessageName name) {
        Kept kept = last;
        if (!Arrays.equals(kept.header, header) || !kept.topic.equals(topic)) {
            kept = new Kept(header, topic, AssociatedData.encode(header, topic, name));
            last = kept;
        }
        return kept.encoded;
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

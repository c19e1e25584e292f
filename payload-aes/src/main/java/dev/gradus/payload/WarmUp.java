package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;

/** Runs sealing and opening until they are compiled: the Java platform's AES-GCM is slow before. */
final class WarmUp {

    /** Measured: so many messages of this size, and sealing one of 160,000 bytes takes what it takes ever after. */
    private static final int MESSAGES = 3_000;

    private static final int SIZE_BYTES = 8_000;

    private WarmUp() {}

    static void run() {
        TopicName topic = TopicName.of("warm-up");
        byte[] plaintext = new byte[SIZE_BYTES];
        try (Keyset keyset = Keyset.generate()) {
            EnvelopeSession session = PayloadEncryption.builder(keyset)
                    .replay(ReplayStore.inMemory())
                    .acceptOwn()
                    .build()
                    .session("warm-up", Role.BOTH);
            for (int i = 0; i < MESSAGES; i++) {
                session.open(topic, session.seal(topic, plaintext));
            }
        }
    }
}

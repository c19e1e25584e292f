package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;

/** Runs sealing and opening until they are compiled: the Java platform's AES-GCM is slow before. */
final class WarmUp {

    /** Measured: enough for what is done once a message. */
    private static final int SMALL_MESSAGES = 2_000;

    private static final int SMALL_BYTES = 200;

    /**
     * Measured: enough for what is done for each byte. The platform's AES-GCM takes another path for arrays above 65,536
     * bytes, so with smaller messages large ones would still be slow afterwards.
     */
    private static final int LARGE_MESSAGES = 500;

    private static final int LARGE_BYTES = 70_000;

    private WarmUp() {}

    static void run() {
        try (Keyset keyset = Keyset.generate()) {
            EnvelopeSession session = PayloadEncryption.builder(keyset)
                    .replay(ReplayStore.inMemory())
                    .acceptOwn()
                    .build()
                    .session("warm-up", Role.BOTH);
            exchange(session, SMALL_MESSAGES, new byte[SMALL_BYTES]);
            exchange(session, LARGE_MESSAGES, new byte[LARGE_BYTES]);
        }
    }

    private static void exchange(EnvelopeSession session, int messages, byte[] plaintext) {
        TopicName topic = TopicName.of("warm-up");
        for (int i = 0; i < messages; i++) {
            session.open(topic, session.seal(topic, plaintext));
        }
    }
}

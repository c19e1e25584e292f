package dev.gradus.jmh;

import dev.gradus.message.TopicName;
import dev.gradus.payload.EnvelopeSession;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.PayloadEncryption;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.util.Random;

/** What is measured: the sessions, the topic and the payloads that all benchmarks share. */
final class Subject {

    static final TopicName TOPIC = TopicName.of("greenhouse/7/temperature");

    /** As long as what an envelope authenticates beside the plaintext. */
    static final int ASSOCIATED_DATA_BYTES = 94;

    private static final String CLIENT_ID = "gh-7";
    private static final long SEED = 7;

    private Subject() {}

    static EnvelopeSession session(String algorithm) {
        return session(Keyset.generate(algorithm), ReplayStore.inMemory());
    }

    static EnvelopeSession session(Keyset keyset, ReplayStore store) {
        return PayloadEncryption.builder(keyset)
                .replay(store)
                .acceptOwn()
                .build()
                .session(CLIENT_ID, Role.BOTH);
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    /** Has the platform's GCM compiled, which would otherwise be slow for longer than an iteration takes. */
    static void warmUp() {
        PayloadEncryption.with(Keyset.generate()).warmUp();
    }
}

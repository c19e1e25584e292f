package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** The example of the wire format, sealed and opened by programs that share nothing with this one. */
final class Example {

    static final String KEY_ID = "a1b2c3d4";
    static final String SENDER = "gh-7";
    static final TopicName TOPIC = TopicName.of("greenhouse/7/temperature");
    static final long SESSION_NUMBER = 1_767_225_600_000L;
    static final Instant TIME = Instant.ofEpochMilli(SESSION_NUMBER);
    static final long SESSION_RANDOM = 0x0011223344556677L;
    static final long NUMBER = 5;
    static final byte[] PLAINTEXT = "21.5".getBytes(StandardCharsets.US_ASCII);
    static final String DERIVED_KEY = "2ee019492fa77a333a154cbd63d80281";
    static final String DERIVED_NONCE_BASE = "81694068bf550cc5d9bf9c26";
    static final String ASSOCIATED_DATA = "8368456e63727970743043a10101583c84686772616475732f317818677265656e686f757365"
            + "2f372f74656d706572617475726544a1b2c3d452019b76daa800001122334455667767682d37";
    static final String ENVELOPE = "d08343a10101a30444a1b2c3d40641050a52019b76daa800001122334455667767682d37"
            + "54e27b88891df2463243ce9bef2c6b1ed17ecb7836";

    private Example() {}

    /** The bytes 00, 01, 02 to 1f. */
    static byte[] material() {
        byte[] bytes = new byte[32];
        for (byte i = 0; i < bytes.length; i++) {
            bytes[i] = i;
        }
        return bytes;
    }

    static Keyset keyset() {
        return keyset(KEY_ID, "A128GCM", material());
    }

    static Keyset keyset(String id, String algorithm, byte[] material) {
        try (NewKey key = NewKey.derived(algorithm).id(id).copyOf(material).build()) {
            return Keyset.of(key);
        }
    }

    static byte[] envelope() {
        return HexFormat.of().parseHex(ENVELOPE);
    }

    static SessionContext context() {
        return new SessionContext(new SessionId(SESSION_NUMBER, SESSION_RANDOM), SenderId.ofText("test", SENDER));
    }

    /** Environment of a sealer at the time of the example, whose sessions have its random part. */
    static Environment insecureEnvironment() {
        return new ManualTime(TIME).environment(new InsecureFixedRandom());
    }

    /** A strategy at a time, for all roles. */
    static PayloadEncryption strategy(Keyset keyset, Environment environment) {
        return PayloadEncryption.builder(keyset).replay(ReplayStore.inMemory()).build(environment);
    }

    /** A new receiver at the time of the example. */
    static EnvelopeSession opener() {
        return strategy(keyset(), insecureEnvironment()).session("", Role.SUBSCRIBER);
    }

    private static final class InsecureFixedRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public long nextLong() {
            return SESSION_RANDOM;
        }
    }
}

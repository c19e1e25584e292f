package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gradus.payload.key.KeyRingFormat;
import dev.gradus.security.Outcome;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;

/**
 * Any bytes are an envelope or malformed, and a keyset or an illegal argument. Runs over a few seeds. To search for more:
 * {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Djacoco.skip=true -Dtest=ParserFuzzTest#NAME}, one at a time.
 */
class ParserFuzzTest {

    private static final EnvelopeSession OPENER = PayloadEncryption.builder(Example.keyset())
            .replay(ReplayStore.inMemory())
            .capacity(4)
            .build(Example.insecureEnvironment())
            .session("", Role.SUBSCRIBER);

    private static final DirectEncryption DIRECT = DirectEncryption.withCopyOf(new byte[16], DirectKey.of("A128GCM"));

    @FuzzTest(maxDuration = "10m")
    void open_anyBytes_givesOutcome(byte[] bytes) {
        Outcome outcome = OPENER.open(Example.TOPIC, bytes.clone()).outcome();

        assertThat(outcome).isNotNull();
    }

    @FuzzTest(maxDuration = "10m")
    void direct_anyBytes_givesOutcome(byte[] bytes) {
        assertThat(DIRECT.open(bytes.clone(), new byte[0]).outcome()).isNotNull();
    }

    @FuzzTest(maxDuration = "10m")
    void inspect_anyBytes_explainsOrRefuses(byte[] bytes) {
        try {
            assertThat(Inspection.of(bytes.clone()).fields()).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("no envelope");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void decode_anyBytes_givesKeysetOrIllegalArgument(byte[] bytes) {
        try {
            assertThat(KeyRingFormat.decode(bytes.clone(), "fuzz").toString()).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("fuzz");
        }
    }
}

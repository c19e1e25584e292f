package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import dev.gradus.spi.Role;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {

    @Test
    void of_example_saysAllThatIsReadable() {
        assertThat(Inspection.of(Example.envelope()).fields())
                .extracting(field -> field.name() + "=" + field.value())
                .containsExactly(
                        "form=whole",
                        "algorithm=A128GCM (1)",
                        "kind=live",
                        "key id=a1b2c3d4",
                        "session=2026-01-01T00:00:00Z",
                        "sender=gh-7",
                        "number=5",
                        "ciphertext=20 bytes with tags",
                        "envelope=57 bytes");
    }

    @Test
    void of_everythingSaid_showsItSafeToPrint() {
        EnvelopeSession sealer = PayloadEncryption.builder(Example.keyset())
                .senderId("gh-7")
                .segments(256)
                .padTo(16)
                .announcePrevious()
                .build(Example.insecureEnvironment())
                .session("", Role.PUBLISHER);
        Attributes attributes = Attributes.builder(MessageKind.RETAINED)
                .lifetime(Duration.ofSeconds(60))
                .contentType("text/\u001b[31mplain")
                .responseTopic("a/b\u202e")
                .correlation(new byte[] {1, 2})
                .build();
        sealer.seal(Example.TOPIC, new byte[1], attributes);

        byte[] envelope = sealer.seal(Example.TOPIC, new byte[1_000], attributes);

        assertThat(Inspection.of(envelope).fields())
                .extracting(field -> field.name() + "=" + field.value())
                .contains(
                        "form=segmented",
                        "kind=retained",
                        "created=2026-01-01T00:00:00Z",
                        "lifetime=PT1M",
                        "content type=text/\\u001b[31mplain",
                        "response topic=a/b\\u202e",
                        "correlation=0102",
                        "previous on topic=0",
                        "segments=4 of 256 bytes, 1008 bytes in all",
                        "padded=yes");
    }

    @Test
    void of_direct_saysSo() {
        byte[] envelope = DirectEncryption.withCopyOf(new byte[16], new DirectKey("A128GCM", "0a", ""))
                .seal(new byte[1], new byte[0]);

        assertThat(Inspection.of(envelope).fields())
                .extracting(field -> field.name() + "=" + field.value())
                .contains(
                        "form=direct COSE_Encrypt0, freshness unknown",
                        "algorithm=A128GCM (1)",
                        "key id=0a",
                        "ciphertext=17 bytes with tag");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40})
    void of_otherBytes_isRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Inspection.of(Arrays.copyOf(Example.envelope(), length)))
                .withMessageContaining("these " + length + " bytes are no envelope");
    }
}

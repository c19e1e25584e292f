package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.cose.AssociatedData;
import dev.gradus.payload.cose.MessageName;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.security.Mark;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import dev.gradus.spi.Role;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.Test;

/** The example of the wire format, byte for byte. */
class ExampleTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void seal_sixthMessage_givesEnvelope() {
        EnvelopeSession sealer = Example.strategy(Example.keyset(), Example.insecureEnvironment())
                .session(Example.SENDER, Role.PUBLISHER);
        for (int i = 0; i < Example.NUMBER; i++) {
            sealer.seal(Example.TOPIC, new byte[i]);
        }

        byte[] sealed = sealer.seal(Example.TOPIC, Example.PLAINTEXT);

        assertThat(HEX.formatHex(sealed)).isEqualTo(Example.ENVELOPE);
        assertThat(sealed).hasSize(57);
    }

    @Test
    void open_envelope_givesPlaintext() {
        Opened opened = Example.opener().open(Example.TOPIC, Example.envelope());

        assertThat(((Opened.Accepted) opened).plaintext()).isEqualTo(Example.PLAINTEXT);
        assertThat(((Opened.Accepted) opened).provenance())
                .isEqualTo(new Provenance(
                        Outcome.FRESH, Example.KEY_ID, Example.SENDER, Example.NUMBER, Set.of(Mark.FIRST_CONTACT)));
    }

    /** Bouncy Castle's HKDF over an info written by hand. */
    @Test
    void derive_exampleKey_agreesWithOtherImplementation() {
        byte[] info = HEX.parseHex("8544a1b2c3d452019b76daa800001122334455667767682d3701634b657910");
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(Example.material(), HEX.parseHex("6772616475732f31"), info));
        byte[] key = new byte[16];
        hkdf.generateBytes(key, 0, key.length);

        assertThat(HEX.formatHex(key)).isEqualTo(Example.DERIVED_KEY);
    }

    @Test
    void associatedData_ofExample_isAsWritten() {
        byte[] encoded = AssociatedData.encode(
                HEX.parseHex("a10101"),
                Example.TOPIC,
                new MessageName(HEX.parseHex(Example.KEY_ID), Example.context().encode(), Example.NUMBER));

        assertThat(HEX.formatHex(encoded)).isEqualTo(Example.ASSOCIATED_DATA);
    }

    @Test
    void context_decodedAndEncoded_isTheSame() {
        assertThat(SessionContext.decode(Example.context().encode())).isEqualTo(Example.context());
    }
}

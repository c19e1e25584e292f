package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Attributes;
import dev.gradus.security.Opened;
import dev.gradus.spi.Role;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application puts a provider of its own before those of the platform, for reasons of its own. */
class ProviderOrderTest {

    private final AskedProvider first = new AskedProvider();

    @BeforeEach
    void register() {
        Security.insertProviderAt(first, 1);
    }

    @AfterEach
    void remove() {
        Security.removeProvider(first.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A128GCM", "A256GCM", "ChaCha20/Poly1305", "AES-CCM-16-128-128"})
    void sealAndOpen_envelope_asksNothingOfTheFirst(String algorithm) {
        Keyset keyset = Example.keyset(Example.KEY_ID, algorithm, Example.material());
        ManualTime time = new ManualTime(Example.TIME);

        byte[] sealed = Example.strategy(keyset, time.environment())
                .session(Example.SENDER, Role.PUBLISHER)
                .seal(Example.TOPIC, new byte[3], Attributes.live());
        Opened opened = Example.strategy(keyset, time.environment())
                .session("", Role.SUBSCRIBER)
                .open(Example.TOPIC, sealed);

        assertThat(opened).isInstanceOf(Opened.Accepted.class);
        assertThat(first.asked).isEmpty();
    }

    @Test
    void sealAndOpen_cbc_asksNothingOfTheFirst() {
        UnauthenticatedAesCbc strategy = UnauthenticatedAesCbc.withCopyOf(new byte[16]);

        Opened opened = strategy.open(Example.TOPIC, strategy.seal(Example.TOPIC, new byte[3], Attributes.live()));

        assertThat(opened).isInstanceOf(Opened.Accepted.class);
        assertThat(first.asked).isEmpty();
    }

    /** Says that it has what is used here, and has nothing when it comes to it; the platform then goes on to the next. */
    private static final class AskedProvider extends Provider {

        private static final long serialVersionUID = 1L;

        private final transient List<String> asked = new ArrayList<>();

        AskedProvider() {
            super("Asked", "1", "notes what it is asked for");
            List.of("AES", "AES/GCM/NoPadding", "AES/CBC/PKCS5Padding", "ChaCha20-Poly1305")
                    .forEach(name -> offer("Cipher", name));
            offer("Mac", "HmacSHA256");
        }

        private void offer(String type, String name) {
            putService(new Service(this, type, name, "none", null, null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    asked.add(type + " " + name);
                    throw new NoSuchAlgorithmException(name);
                }
            });
        }
    }
}

package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.AeadFactory;
import dev.gradus.payload.key.KeyRing;
import dev.gradus.security.SecureMqttException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static final TopicName TOPIC = TopicName.of("greenhouse/7/temperature");

    private final Environment environment = Environment.system();

    /** Until the key is overwritten another thread may be sealing with it. */
    @Test
    void current_keyThatIsGoneIsOverwritten_soIsWhatWasDerivedFromIt() {
        Keyset former = Keyset.generate();
        try (Keyset next = Keyset.generate()) {
            Changing rings = new Changing(former.ring());
            Keys keys =
                    new Keys(rings, AeadFactory.system(), new ReplayOptions(null, "", false, false, 1), environment);
            KeyInUse gone = keys.sealing(TOPIC, environment.now());
            rings.ring = next.ring();
            keys.sealing(TOPIC, environment.now());
            assertThat(gone.derive(new byte[15])).isNotNull();

            former.close();
            keys.sealing(TOPIC, environment.now());

            assertThatThrownBy(() -> gone.derive(new byte[15])).isInstanceOf(SecureMqttException.class);
        }
    }

    /** A source whose keys change when the test says so. */
    private static final class Changing implements Rings {

        private KeyRing ring;

        Changing(KeyRing ring) {
            this.ring = ring;
        }

        @Override
        public KeyRing current(long nanos) {
            return ring;
        }

        @Override
        public Duration reloadForUnknownKey(long nanos) {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            // The test closes its keysets.
        }
    }
}

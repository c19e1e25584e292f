package dev.gradus.esp32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.gradus.security.Form;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.Reservation;
import dev.gradus.spi.ResourceGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Esp32ProfileTest {

    /** The regions that a single connection of TLS leaves: the smaller one takes all of it, 3 x 16 bytes included. */
    private static final String BESIDE_TLS = "found 113,792 and 2,492 bytes free by region";

    private static final DeviceMemory SMALL = new DeviceMemory(
            "a small device",
            new HeapRegions(ImmutableLongArray.of(30_000, 10_000), 16),
            DeviceMemory.WROOM.tls(),
            DeviceMemory.WROOM.tlsHandshake());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_000, 16_000, 32_000})
    void reserve_twoBuffersOfTheSourcesSmallSizes_passes(int bytes) {
        assertPasses(Esp32Profile.wroom(), Demands.L2, bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {80_000, 160_000})
    void reserve_twoBuffersOfTheSourcesLargeSizes_refusedWithTheLimit(int bytes) {
        assertThat(refusal(Esp32Profile.wroom(), Demands.L2, bytes))
                .contains("the largest message that fits now has 56,864 bytes");
    }

    /**
     * Where 56,864 comes from: both buffers are too large for the region of 41,744 bytes and share the one of 113,792.
     * At n = 56,864 they are n + 16 of overhead = 56,880, and (n/16 + 1) * 16 + 16 + 16 of overhead = 56,912; the sum
     * is 113,792, to the byte. So the limit is exact, though n was first searched in steps of 16.
     */
    @Test
    void reserve_twoBuffers_limitIsExactToTheByte() {
        assertThat((56_864 + 16) + ((56_864 / 16 + 1) * 16 + 16 + 16)).isEqualTo(113_792);

        assertPasses(Esp32Profile.wroom(), Demands.L2, 56_864);
        assertThat(refusal(Esp32Profile.wroom(), Demands.L2, 56_865)).contains("fits now has 56,864 bytes");
    }

    @Test
    void reserve_oneBuffer_limitIsTheLargestRegionLessOverhead() {
        assertPasses(Esp32Profile.wroom(), Demands.L0, 113_792 - 16);

        assertThat(refusal(Esp32Profile.wroom(), Demands.L0, 160_000))
                .contains("buffers of 160,000 bytes at once", "found 113,792 and 41,744 bytes free by region")
                .contains("the largest block 113,776 bytes", "fits now has 113,776 bytes: send at most that at once")
                .doesNotContain("TLS", "IN_PLACE", "leave out", "try again");
    }

    @Test
    void reserve_overTls_limitIsThatOfOneBufferBecauseTlsTakesTheSmallRegion() {
        assertPasses(Esp32Profile.wroom(), Demands.L3, 113_776);

        assertThat(refusal(Esp32Profile.wroom(), Demands.L3, 160_000))
                .contains("beside those of TLS (16,717 + 16,717 + 5,770 bytes)", BESIDE_TLS)
                .contains("fits now has 113,776 bytes");
    }

    @Test
    void reserve_sealedOverTls_limitIsThatOfTwoBuffers() {
        assertPasses(Esp32Profile.wroom(), Demands.L2_L3, 56_864);

        assertThat(refusal(Esp32Profile.wroom(), Demands.L2_L3, 80_000)).contains(BESIDE_TLS, "has 56,864 bytes");
    }

    @Test
    void reserve_inPlace_limitIsThatOfTheSealedBuffer() {
        Esp32Profile inPlace = Esp32Profile.wroom().form(Form.IN_PLACE);

        // The sealed payload of 113,744 to 113,759 bytes is 113,776 bytes, all that the largest region gives.
        assertPasses(inPlace, Demands.L2, 113_759);
        assertThat(refusal(inPlace, Demands.L2, 113_760))
                .contains("fits now has 113,759 bytes")
                .contains("or leave out L2-UNAUTHENTICATED")
                .doesNotContain("IN_PLACE");
    }

    @Test
    void reserve_inPlaceWouldFit_saysSoInAllItsWords() {
        assertThat(refusal(Esp32Profile.wroom(), Demands.L2, 80_000))
                .isEqualTo("ESP32-WROOM can't hold a message of 80,000 bytes now: expected room for buffers of"
                        + " 80,000 + 80,032 bytes at once, each with 16 bytes of overhead; found 113,792 and 41,744"
                        + " bytes free by region, the largest block 113,776 bytes; the largest message that fits now"
                        + " has 56,864 bytes: send at most that at once, or seal in place by form(Form.IN_PLACE), or"
                        + " leave out L2-UNAUTHENTICATED, if the broker may read and alter the payload");
    }

    @Test
    void reserve_othersHeld_limitIsWhatTheyLeave() {
        Esp32Profile wroom = Esp32Profile.wroom();
        Reservation held = wroom.reserve(Demands.of(Demands.L0, 100_000));

        assertThat(refusal(wroom, Demands.L0, 50_000))
                .contains("found 13,776 and 41,744 bytes", "fits now has 41,728 bytes")
                .contains("or try again when the messages on their way (1) have left");
        held.close();

        assertPasses(wroom, Demands.L0, 50_000);
    }

    @Test
    void reserve_secondMessageOverTls_sharesTheConnection() {
        Esp32Profile wroom = Esp32Profile.wroom();
        Reservation first = wroom.reserve(Demands.of(Demands.L3, 50_000));
        Reservation second = wroom.reserve(Demands.of(Demands.L3, 50_000));
        first.close();

        assertThat(refusal(wroom, Demands.L3, 80_000))
                .as("the connection stays as long as one message goes over it")
                .contains("found 63,776 and 2,492 bytes");
        second.close();

        assertPasses(wroom, Demands.L0, 113_776);
        assertThat(refusal(wroom, Demands.L0, 113_777)).contains("found 113,792 and 41,744 bytes");
    }

    @Test
    void reserve_tlsInTheWay_namesItsWayOut() {
        Esp32Profile wroom = Esp32Profile.wroom();
        try (Reservation held = wroom.reserve(Demands.of(Demands.L3, 100_000))) {
            assertThat(held).isNotNull();
            assertThat(refusal(wroom, Demands.L3, 40_000)).contains("or leave out L3");
            assertThat(refusal(wroom, Demands.L3, 60_000)).doesNotContain("leave out L3");
        }
    }

    @Test
    void reserve_noRoomForTls_noMessageFits() {
        ResourceGuard small = new Esp32Profile(SMALL, Form.WHOLE);

        assertThat(refusal(small, Demands.L3, 0))
                .contains("buffers of 0 bytes at once", "found 30,000 and 10,000 bytes")
                .endsWith("no message fits now: leave out L3, if everyone on the way may read and alter what is not"
                        + " sealed");
        assertThat(refusal(small, Demands.L3, 50_000)).endsWith("no message fits now");
    }

    @Test
    void reserve_moreThanAnyPacket_refusedWithoutAskingTheStrategy() {
        assertThat(refusal(Esp32Profile.wroom(), Demands.L2, Integer.MAX_VALUE))
                .contains("buffers of 2,147,483,647 bytes", "has 56,864 bytes");
    }

    @Test
    void check_handshakeFits_passes() {
        assertThatNoException().isThrownBy(() -> Esp32Profile.wroom().check(Demands.L2_L3));
    }

    @Test
    void check_handshakeDoesNotFit_refusedWithTheWaysOut() {
        ResourceGuard small = new Esp32Profile(SMALL, Form.WHOLE);

        assertThatNoException().isThrownBy(() -> small.check(Demands.L2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.check(Demands.L3))
                .withMessageContaining("16,717 + 16,717 + 9,482 bytes at the peak of the handshake")
                .withMessageContaining("found 30,000 and 10,000 bytes free by region, the largest block 29,984 bytes")
                .withMessageContaining("leave out L3");
    }

    @Test
    void wroom_figures_addUpToTheMeasuredOnes() {
        assertThat(sum(DeviceMemory.WROOM.tls())).isEqualTo(39_204);
        assertThat(sum(DeviceMemory.WROOM.tlsHandshake())).isEqualTo(42_916);
        assertThat(DeviceMemory.WROOM.heap().freeBytes().stream().sum()).isEqualTo(155_536);
    }

    @Test
    void form_changed_isADeviceOfItsOwn() {
        Esp32Profile wroom = Esp32Profile.wroom();
        wroom.reserve(Demands.of(Demands.L0, 113_776));

        assertPasses(wroom.form(Form.IN_PLACE), Demands.L0, 113_776);
        assertThat(wroom.form(Form.IN_PLACE)).hasToString("Esp32Profile[ESP32-WROOM, IN_PLACE]");
    }

    private static int sum(ImmutableList<Integer> blocks) {
        return blocks.stream().mapToInt(Integer::intValue).sum();
    }

    private static void assertPasses(ResourceGuard guard, Configuration configuration, int bytes) {
        assertThatNoException()
                .isThrownBy(
                        () -> guard.reserve(Demands.of(configuration, bytes)).close());
    }

    private static String refusal(ResourceGuard guard, Configuration configuration, int bytes) {
        SecureMqttException refusal = assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> guard.reserve(Demands.of(configuration, bytes)))
                .actual();
        assertThat(refusal.reason()).isEqualTo(SecureMqttException.Reason.RESOURCE_LIMIT);
        return refusal.getMessage();
    }
}

package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTimesTest {

    private static final String EARLY = "2026-01-01T00:00:00Z";
    private static final String MIDDLE = "2026-02-01T00:00:00Z";
    private static final String LATE = "2026-03-01T00:00:00Z";

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:59.999999999Z, false, false, false",
        "2026-01-01T00:00:00Z,           true,  true,  false",
        "2026-01-31T23:59:59.999999999Z, true,  true,  false",
        "2026-02-01T00:00:00Z,           true,  false, false",
        "2026-02-28T23:59:59.999999999Z, true,  false, false",
        "2026-03-01T00:00:00Z,           false, false, true",
    })
    void rules_allLimits_holdFromTheirTimeOn(Instant now, boolean opens, boolean seals, boolean over) {
        KeyTimes times = Keys.times(EARLY, MIDDLE, LATE);

        assertThat(times.mayOpen(now)).isEqualTo(opens);
        assertThat(times.maySeal(now)).isEqualTo(seals);
        assertThat(times.over(now)).isEqualTo(over);
    }

    @Test
    void rules_noLimits_alwaysUsable() {
        assertThat(KeyTimes.ALWAYS.mayOpen(Instant.MIN)).isTrue();
        assertThat(KeyTimes.ALWAYS.maySeal(Instant.MAX)).isTrue();
        assertThat(KeyTimes.ALWAYS.over(Instant.MAX)).isFalse();
    }

    @Test
    void maySeal_onlyOpenUntil_endsWithIt() {
        KeyTimes times = Keys.times("", "", LATE);

        assertThat(times.maySeal(Instant.parse(MIDDLE))).isTrue();
        assertThat(times.maySeal(Instant.parse(LATE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        MIDDLE + "," + EARLY + ",''," + "not-before is not after seal-until",
        "''," + LATE + "," + MIDDLE + "," + "seal-until is not after open-until",
        LATE + ",''," + EARLY + "," + "not-before is not after open-until",
    })
    void constructor_timesOutOfOrder_areRefused(String notBefore, String sealUntil, String openUntil, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.times(notBefore, sealUntil, openUntil))
                .withMessageContaining(rule);
    }

    @Test
    void constructor_equalTimes_areTaken() {
        assertThat(Keys.times(EARLY, EARLY, EARLY).maySeal(Instant.parse(EARLY)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z"})
    void constructor_yearThatFilesDoNotHold_isRefused(Instant time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyTimes.ALWAYS.addedAt(time))
                .withMessageContainingAll("added", "years 1 to 9999");
        assertThatIllegalArgumentException().isThrownBy(() -> Keys.times(time.toString(), "", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Keys.times("", time.toString(), ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Keys.times("", "", time.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
    void addedAt_firstAndLastTime_isKept(Instant time) {
        KeyTimes times = Keys.times("", "", LATE).addedAt(time);

        assertThat(times.added()).contains(time);
        assertThat(times.openUntil()).isEqualTo(Optional.of(Instant.parse(LATE)));
    }
}

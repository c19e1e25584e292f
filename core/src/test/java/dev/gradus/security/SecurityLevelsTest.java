package dev.gradus.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityLevelsTest {

    @ParameterizedTest
    @CsvSource({"NONE,NONE", "L1,L1", "L2,L2", "L3,L3", "L1+L3,L1+L3", "L3+L1,L1+L3", "L2+L3,L2+L3", "L3+L2+L1,L1+L2+L3"
    })
    void parse_levelsThatStandTogether_writtenInTheirOrder(String text, String label) {
        assertThat(SecurityLevels.parse(text)).hasToString(label);
        assertThat(SecurityLevels.parse(text).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "L4,L4",
        "l1,l1",
        "L0,L0",
        "none,none",
        "L1+,''",
        "+L1,''",
        "L1 + L3,'L1 '",
        "'L1,L3','L1,L3'",
        "L2-UNAUTHENTICATED,L2-UNAUTHENTICATED",
        "L1+L2_UNAUTHENTICATED,L2_UNAUTHENTICATED"
    })
    void parse_unknownLevel_refusedNamingIt(String text, String part) {
        assertThatThrownBy(() -> SecurityLevels.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found '" + part + "' in '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"L1+L1", "L1+L3+L1", "NONE+NONE"})
    void parse_levelTwice_refused(String text) {
        assertThatThrownBy(() -> SecurityLevels.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a level is named once, found '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE+L1", "L2+NONE", "L1+L2+L3+NONE"})
    void parse_noneBesideOthers_refused(String text) {
        assertThatThrownBy(() -> SecurityLevels.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NONE (L0) stands alone");
    }

    @Test
    void of_none_refused() {
        assertThatThrownBy(() -> SecurityLevels.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one level");
    }

    @Test
    void of_bothKindsOfL2_refused() {
        List<SecurityLevel> both = List.of(SecurityLevel.L2, SecurityLevel.L2_UNAUTHENTICATED);

        assertThatThrownBy(() -> SecurityLevels.of(both))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a payload is sealed once");
    }

    @Test
    void has_unauthenticatedL2_isNotL2() {
        SecurityLevels levels = SecurityLevels.of(List.of(SecurityLevel.L2_UNAUTHENTICATED, SecurityLevel.L1));

        assertThat(levels.has(SecurityLevel.L2_UNAUTHENTICATED)).isTrue();
        assertThat(levels.has(SecurityLevel.L2)).isFalse();
        assertThat(levels).hasToString("L1+L2-UNAUTHENTICATED");
    }

    @Test
    void levels_givenSetChangedLater_staysTheSame() {
        Set<SecurityLevel> given = EnumSet.of(SecurityLevel.L1);
        SecurityLevels levels = new SecurityLevels(given);

        given.add(SecurityLevel.L3);

        assertThat(levels.levels()).containsExactly(SecurityLevel.L1);
    }
}

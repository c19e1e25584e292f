package dev.gradus.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {

    private static final long MOST = Instant.MAX.getEpochSecond();

    @Test
    void live_says_nothingMore() {
        Attributes live = Attributes.live();

        assertThat(live.kind()).isEqualTo(MessageKind.LIVE);
        assertThat(live.created()).isEmpty();
        assertThat(live.lifetime()).isEmpty();
        assertThat(live.contentType()).isEmpty();
        assertThat(live.responseTopic()).isEmpty();
        assertThat(live.correlation()).isEmpty();
        assertThat(live).hasToString("Attributes[LIVE]");
    }

    @Test
    void build_everything_isGivenBack() {
        byte[] correlation = {1, 2};

        Attributes all = Attributes.builder(MessageKind.WILL)
                .created(Instant.ofEpochSecond(5, 999))
                .lifetime(Duration.ofMillis(60_999))
                .contentType("text/plain")
                .responseTopic("gh/7/answer")
                .correlation(correlation)
                .build();
        correlation[0] = 9;

        assertThat(all.kind()).isEqualTo(MessageKind.WILL);
        assertThat(all.created()).contains(Instant.ofEpochSecond(5));
        assertThat(all.lifetime()).contains(Duration.ofSeconds(60));
        assertThat(all.contentType()).contains("text/plain");
        assertThat(all.responseTopic()).contains("gh/7/answer");
        all.correlation().orElseThrow()[1] = 9;
        assertThat(all.correlation().orElseThrow()).containsExactly(1, 2);
        assertThat(all).hasToString("Attributes[WILL, created 1970-01-01T00:00:05Z, lifetime PT1M]");
    }

    @Test
    void createdAt_anyAttributes_changesNothingElse() {
        Attributes all = Attributes.builder(MessageKind.WILL)
                .lifetime(Duration.ofSeconds(60))
                .contentType("text/plain")
                .responseTopic("gh/7/answer")
                .correlation(new byte[] {1})
                .build();

        Attributes later = all.createdAt(Instant.ofEpochSecond(5));

        assertThat(all.created()).isEmpty();
        assertThat(later.created()).contains(Instant.ofEpochSecond(5));
        assertThat(later.kind()).isEqualTo(MessageKind.WILL);
        assertThat(later.lifetime()).isEqualTo(all.lifetime());
        assertThat(later.contentType()).isEqualTo(all.contentType());
        assertThat(later.responseTopic()).isEqualTo(all.responseTopic());
        assertThat(later.correlation().orElseThrow()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -1_000_000})
    void build_timesOutOfRange_refused(long seconds) {
        Attributes.Builder builder = Attributes.builder(MessageKind.LIVE);

        assertThatThrownBy(() -> builder.created(Instant.ofEpochSecond(seconds)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the second of creation must be from 0 to " + Long.MAX_VALUE + ", found " + seconds);
        assertThatThrownBy(() -> builder.lifetime(Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the lifetime in seconds must be from 0 to " + Long.MAX_VALUE + ", found " + seconds);
    }

    @Test
    void build_bounds_taken() {
        Attributes.Builder builder = Attributes.builder(MessageKind.LIVE)
                .created(Instant.ofEpochSecond(MOST))
                .lifetime(Duration.ofSeconds(Long.MAX_VALUE))
                .contentType("x".repeat(65_535))
                .responseTopic("x".repeat(65_535))
                .correlation(new byte[65_535]);

        assertThat(builder.build().created()).contains(Instant.ofEpochSecond(MOST));
        assertThatThrownBy(() -> builder.contentType("x".repeat(65_536))).hasMessageContaining("0 to 65535");
        assertThatThrownBy(() -> builder.responseTopic("x".repeat(65_536))).hasMessageContaining("0 to 65535");
        assertThatThrownBy(() -> builder.correlation(new byte[65_536])).hasMessageContaining("0 to 65535");
    }

    @Test
    void code_ofEachKind_isThatOfTheEnvelope() {
        assertThat(MessageKind.LIVE.code()).isZero();
        assertThat(MessageKind.RETAINED.code()).isEqualTo(1);
        assertThat(MessageKind.WILL.code()).isEqualTo(2);
    }
}

package dev.gradus.security;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class ClaimTest {

    @Test
    void none_settledInAnyWay_doesNothing() {
        assertThatCode(() -> {
                    Claim.none().commit();
                    Claim.none().release();
                    Claim.none().commit();
                })
                .doesNotThrowAnyException();
    }
}

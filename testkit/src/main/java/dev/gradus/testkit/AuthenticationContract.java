package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Credentials;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.Authentication;
import org.junit.jupiter.api.Test;

/** What every {@link Authentication} does; a subclass gives one. */
public abstract class AuthenticationContract {

    /** A contract to be run by a subclass. */
    protected AuthenticationContract() {}

    /**
     * The strategy under test.
     *
     * @return a strategy whose credentials can be had
     */
    protected abstract Authentication strategy();

    @Test
    void level_always_l1() {
        assertThat(strategy().level()).isEqualTo(SecurityLevel.L1);
    }

    @Test
    void credentials_twice_twoArrays() {
        Authentication strategy = strategy();

        try (Credentials first = strategy.credentials();
                Credentials second = strategy.credentials()) {
            assertThat(first.username()).isNotEmpty().isEqualTo(second.username());
            assertThat(first.password()).isNotEmpty().isEqualTo(second.password());
            assertThat(first.password()).isNotSameAs(second.password());
        }
    }

    @Test
    void credentials_closed_laterOnesStillWhole() {
        Authentication strategy = strategy();
        char[] wiped;
        try (Credentials first = strategy.credentials()) {
            wiped = first.password();
        }

        assertThat(wiped).containsOnly('\0');
        try (Credentials second = strategy.credentials()) {
            assertThat(second.password()).doesNotContain('\0');
        }
    }

    @Test
    void toString_always_hidesThePassword() {
        Authentication strategy = strategy();
        try (Credentials credentials = strategy.credentials()) {
            String password = String.valueOf(credentials.password());

            assertThat(strategy.toString()).doesNotContain(password);
            assertThat(credentials.toString()).doesNotContain(password);
        }
    }
}

package dev.gradus.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void close_ownedArray_overwrittenAndAgainHarmless() {
        char[] password = "hunter2".toCharArray();
        Credentials credentials = Credentials.takeOwnershipOf("gh7", password);
        assertThat(credentials.password()).isSameAs(password);

        credentials.close();
        credentials.close();

        assertThat(password).containsOnly('\0').hasSize(7);
        assertThat(credentials.username()).isEqualTo("gh7");
    }

    @Test
    void toString_open_showsNoPassword() {
        try (Credentials credentials = Credentials.takeOwnershipOf("gh7", "hunter2".toCharArray())) {
            assertThat(credentials).hasToString("Credentials[username=gh7]");
        }
    }
}

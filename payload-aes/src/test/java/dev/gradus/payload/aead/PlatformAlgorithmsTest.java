package dev.gradus.payload.aead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With Bouncy Castle before the JDK's own provider, as applications register it. */
class PlatformAlgorithmsTest {

    private static final String GCM = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";

    private final Provider bouncyCastle = new BouncyCastleProvider();

    @BeforeEach
    void register() throws GeneralSecurityException {
        Security.insertProviderAt(bouncyCastle, 1);
        assertThat(Cipher.getInstance(GCM).getProvider()).isSameAs(bouncyCastle);
        assertThat(Mac.getInstance(HMAC).getProvider()).isSameAs(bouncyCastle);
    }

    @AfterEach
    void remove() {
        Security.removeProvider(bouncyCastle.getName());
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"A128GCM", "A192GCM", "A256GCM", "CHACHA20_POLY1305"})
    void engine_system_isTheJdks(Algorithm algorithm) {
        OwnedKey key = OwnedKey.copyOf(
                new byte[algorithm.keySizeBytes()], algorithm.family().keyAlgorithm());

        AeadEngine engine = AeadFactory.system().engine(algorithm, key);

        assertThat(((CipherEngine) engine).provider().getName()).isEqualTo("SunJCE");
    }

    @Test
    void engine_providerGiven_isThatOne() {
        OwnedKey key = OwnedKey.copyOf(new byte[16], "AES");

        AeadEngine engine = AeadFactory.of(bouncyCastle).engine(Algorithm.A128GCM, key);

        assertThat(((CipherEngine) engine).provider()).isSameAs(bouncyCastle);
    }

    @Test
    void cipherAndMac_jdk_areItsOwn() throws GeneralSecurityException {
        assertThat(PlatformAlgorithms.jdk()
                        .cipher("AES/CBC/PKCS5Padding")
                        .getProvider()
                        .getName())
                .isEqualTo("SunJCE");
        assertThat(PlatformAlgorithms.jdk().mac(HMAC).getProvider().getName()).isEqualTo("SunJCE");
    }

    @Test
    void cipherAndMac_noSuchProvider_areThePlatformsFirst() throws GeneralSecurityException {
        PlatformAlgorithms elsewhere = new PlatformAlgorithms("of another vendor");

        assertThat(elsewhere.cipher(GCM).getProvider()).isSameAs(bouncyCastle);
        assertThat(elsewhere.mac(HMAC).getProvider()).isSameAs(bouncyCastle);
    }

    /** The provider SUN has neither ciphers nor codes. */
    @Test
    void cipherAndMac_providerHasThemNot_areThePlatformsFirst() throws GeneralSecurityException {
        PlatformAlgorithms restricted = new PlatformAlgorithms("SUN");

        assertThat(restricted.cipher(GCM).getProvider()).isSameAs(bouncyCastle);
        assertThat(restricted.mac(HMAC).getProvider()).isSameAs(bouncyCastle);
    }

    @Test
    void cipherAndMac_nobodyHasThem_sayThat() {
        assertThatThrownBy(() -> PlatformAlgorithms.jdk().cipher("none/none/none"))
                .isInstanceOf(NoSuchAlgorithmException.class);
        assertThatThrownBy(() -> PlatformAlgorithms.jdk().mac("none")).isInstanceOf(NoSuchAlgorithmException.class);
    }
}

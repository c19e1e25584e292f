package dev.gradus.benchmarks.run;

import dev.gradus.benchmarks.matrix.BrokerSoftware;
import dev.gradus.benchmarks.matrix.NoDelay;
import dev.gradus.client.BrokerAddress;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.PayloadEncryption;
import dev.gradus.payload.UnauthenticatedAesCbc;
import dev.gradus.spi.NoSecurity;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.tls.Tls;
import java.security.SecureRandom;
import java.util.List;

/** Levels on brokers, and what the brokers are. */
interface BenchLevels extends AutoCloseable {

    /** AES-128, as in the source. */
    int CBC_KEY_BYTES = 16;

    /** The level on its broker; throws if something is missing for it. */
    BenchLevel level(LevelName name);

    /** What the broker is. */
    BrokerSoftware software();

    /** How its sockets are set. */
    NoDelay noDelay();

    @Override
    void close();

    /** Levels on brokers that someone else runs. */
    static BenchLevels on(GivenBrokers brokers) {
        return new BenchLevels() {
            @Override
            public BenchLevel level(LevelName name) {
                return given(brokers, name);
            }

            @Override
            public BrokerSoftware software() {
                return new BrokerSoftware("given by address", "unknown");
            }

            @Override
            public NoDelay noDelay() {
                return NoDelay.UNKNOWN;
            }

            @Override
            public void close() {}
        };
    }

    private static BenchLevel given(GivenBrokers brokers, LevelName name) {
        String label = name.label();
        return switch (name) {
            case L0, L2_GCM, L2_CBC -> given(brokers, label, brokers.plain(label), unconnected(name));
            case L1 ->
                given(
                        brokers,
                        label,
                        brokers.plain(label),
                        PasswordAuthentication.of(brokers.username(label), brokers.passwordFile(label)));
            case L3 -> given(brokers, label, brokers.tls(label), Tls.trusting(brokers.ca(label)));
        };
    }

    private static BenchLevel given(
            GivenBrokers brokers, String label, BrokerAddress address, SecurityStrategy strategy) {
        return new BenchLevel(label, address, List.of(strategy), brokers.cleartextPasswordAllowed());
    }

    /** The strategy of a level that needs nothing of the broker. */
    static SecurityStrategy unconnected(LevelName name) {
        return switch (name) {
            case L0 -> NoSecurity.unprotected();
            case L2_GCM ->
                PayloadEncryption.builder(Keyset.generate())
                        .replay(ReplayStore.inMemory())
                        .build();
            case L2_CBC -> {
                byte[] key = new byte[CBC_KEY_BYTES];
                new SecureRandom().nextBytes(key);
                yield UnauthenticatedAesCbc.withCopyOf(key);
            }
            case L1, L3 -> throw new IllegalArgumentException(name + " needs a broker set up for it");
        };
    }
}

package dev.gradus.jmh;

import dev.gradus.payload.EnvelopeSession;
import dev.gradus.payload.UnauthenticatedAesCbc;
import dev.gradus.security.Attributes;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sealing a payload by one thread, warm: the bare cipher and what is built on it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SealBenchmark {

    /** The plaintext's size in bytes. */
    @Param({"32", "8000", "160000"})
    public int size;

    private final byte[] associatedData = Subject.bytes(Subject.ASSOCIATED_DATA_BYTES);
    private final Bare bare = new Bare();
    private final EnvelopeSession gcm = Subject.session("A128GCM");
    private final EnvelopeSession chaCha20 = Subject.session("ChaCha20/Poly1305");
    private final EnvelopeSession ccm = Subject.session("AES-CCM-16-128-128");
    private final UnauthenticatedAesCbc cbc = UnauthenticatedAesCbc.withCopyOf(Subject.bytes(16));
    private byte[] plaintext = new byte[0];

    /** For JMH. */
    public SealBenchmark() {}

    /** Makes the plaintext and has the ciphers compiled. */
    @Setup
    public void prepare() {
        plaintext = Subject.bytes(size);
        Subject.warmUp();
    }

    /**
     * AES-128-GCM without associated data.
     *
     * @return ciphertext and tag
     * @throws GeneralSecurityException never
     */
    @Benchmark
    public byte[] bare() throws GeneralSecurityException {
        return bare.seal(plaintext);
    }

    /**
     * AES-128-GCM with as much associated data as an envelope has.
     *
     * @return ciphertext and tag
     * @throws GeneralSecurityException never
     */
    @Benchmark
    public byte[] bareWithAad() throws GeneralSecurityException {
        return bare.seal(plaintext, associatedData);
    }

    /**
     * An envelope under AES-128-GCM.
     *
     * @return the envelope
     */
    @Benchmark
    public byte[] gradus() {
        return gcm.seal(Subject.TOPIC, plaintext);
    }

    /**
     * An envelope under ChaCha20-Poly1305.
     *
     * @return the envelope
     */
    @Benchmark
    public byte[] gradusChaCha20() {
        return chaCha20.seal(Subject.TOPIC, plaintext);
    }

    /**
     * An envelope under AES-128-CCM.
     *
     * @return the envelope
     */
    @Benchmark
    public byte[] gradusCcm() {
        return ccm.seal(Subject.TOPIC, plaintext);
    }

    /**
     * AES-128-CBC, which authenticates nothing.
     *
     * @return vector and ciphertext
     */
    @Benchmark
    public byte[] cbc() {
        return cbc.seal(Subject.TOPIC, plaintext, Attributes.live());
    }
}

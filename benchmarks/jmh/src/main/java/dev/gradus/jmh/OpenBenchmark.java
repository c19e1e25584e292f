package dev.gradus.jmh;

import dev.gradus.payload.EnvelopeSession;
import dev.gradus.payload.Keyset;
import dev.gradus.security.Opened;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Opening by one thread, warm: the bare cipher, and an envelope with its claim committed.
 *
 * <p>An envelope opens once. So a batch is opened in each invocation, and before the next one, outside of the measured
 * time, the receiver is made to forget what it took and opens one envelope, by which it knows the sender again. What is
 * measured is thus a sender that is known, with messages in their order. The bare cipher opens a batch of as many bytes,
 * so that both find them in the same cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OpenBenchmark {

    /** Long enough that the clock of an invocation costs nothing, and 32 MB at most. */
    private static final int BATCH = 200;

    /** The plaintext's size in bytes. */
    @Param({"32", "8000", "160000"})
    public int size;

    private final byte[] associatedData = Subject.bytes(Subject.ASSOCIATED_DATA_BYTES);
    private final Bare bare = new Bare();
    private final ForgettingStore store = new ForgettingStore();
    private final EnvelopeSession session = Subject.session(Keyset.generate(), store);
    private final byte[][] envelopes = new byte[BATCH + 1][];
    private final byte[][] sealed = new byte[BATCH][];
    private final byte[][] sealedWithAad = new byte[BATCH][];

    /** For JMH. */
    public OpenBenchmark() {}

    /**
     * Seals what is to be opened, and has the ciphers compiled.
     *
     * @throws GeneralSecurityException never
     */
    @Setup
    public void prepare() throws GeneralSecurityException {
        byte[] plaintext = Subject.bytes(size);
        for (int i = 0; i <= BATCH; i++) {
            envelopes[i] = session.seal(Subject.TOPIC, plaintext);
        }
        for (int i = 0; i < BATCH; i++) {
            sealed[i] = bare.seal(plaintext);
        }
        for (int i = 0; i < BATCH; i++) {
            sealedWithAad[i] = bare.seal(plaintext, associatedData);
        }
        Subject.warmUp();
    }

    /** Lets the same envelopes be opened again. */
    @Setup(Level.Invocation)
    public void forget() {
        store.forgetAll();
        open(envelopes[0]);
    }

    /**
     * AES-128-GCM without associated data.
     *
     * @param sink takes the plaintexts
     * @throws GeneralSecurityException never
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void bare(Blackhole sink) throws GeneralSecurityException {
        for (int i = 0; i < BATCH; i++) {
            sink.consume(bare.open(i, sealed[i]));
        }
    }

    /**
     * AES-128-GCM with as much associated data as an envelope has.
     *
     * @param sink takes the plaintexts
     * @throws GeneralSecurityException never
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void bareWithAad(Blackhole sink) throws GeneralSecurityException {
        for (int i = 0; i < BATCH; i++) {
            sink.consume(bare.open(BATCH + i, sealedWithAad[i], associatedData));
        }
    }

    /**
     * Envelopes under AES-128-GCM, each claim committed.
     *
     * @param sink takes the plaintexts
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void gradus(Blackhole sink) {
        for (int i = 1; i <= BATCH; i++) {
            sink.consume(open(envelopes[i]));
        }
    }

    private byte[] open(byte[] envelope) {
        if (session.open(Subject.TOPIC, envelope) instanceof Opened.Accepted accepted) {
            accepted.claim().commit();
            return accepted.plaintext();
        }
        throw new IllegalStateException("an envelope was expected to open: look at what the session said");
    }
}

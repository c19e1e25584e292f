package dev.gradus.payload;

import dev.gradus.payload.replay.Moment;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time and randomness, given from outside so that tests can set them.
 *
 * @param wall the time of day, which may jump
 * @param nanos a count of nanoseconds that never jumps
 * @param random for keys, key ids, session ids
 * @param owner tells this run of the process from others in a replay store; not 0, which stands for nobody there
 */
record Environment(InstantSource wall, LongSupplier nanos, SecureRandom random, long owner) {

    Environment {
        if (owner == 0) {
            throw new IllegalArgumentException(
                    "an owner is another number than 0, which stands for nobody, found 0: draw an odd number");
        }
    }

    /** An owner of 63 random bits, and odd, so that it is never 0. */
    Environment(InstantSource wall, LongSupplier nanos, SecureRandom random) {
        this(wall, nanos, random, random.nextLong() | 1);
    }

    /** The time by both clocks. */
    Moment now() {
        return new Moment(wall.millis(), nanos.getAsLong());
    }

    /** The machine's own. */
    static Environment system() {
        return new Environment(InstantSource.system(), System::nanoTime, new SecureRandom());
    }
}

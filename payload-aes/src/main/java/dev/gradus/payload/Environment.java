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
 * @param owner tells this run of the process from others in a replay store
 */
record Environment(InstantSource wall, LongSupplier nanos, SecureRandom random, long owner) {

    Environment(InstantSource wall, LongSupplier nanos, SecureRandom random) {
        this(wall, nanos, random, random.nextLong());
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

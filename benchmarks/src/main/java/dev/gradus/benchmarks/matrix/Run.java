package dev.gradus.benchmarks.matrix;

/**
 * One pass of one setting in one round. Immutable and thread-safe.
 *
 * @param round the round that the run belongs to, from 1; runs of one round shared the machine's mood
 * @param setting level, cell and mode
 * @param measurement what was read off; the time of a complete run is above 0
 */
public record Run(int round, Setting setting, Measurement measurement) {

    public Run {
        if (round < 1) {
            throw new IllegalArgumentException("round counts from 1, found " + round + ": number rounds from 1");
        }
        if (measurement.received() == setting.cell().messages() && measurement.millis() <= 0) {
            throw new IllegalArgumentException("a complete run takes more than 0 ms, found " + measurement.millis()
                    + ": measure with a clock that is fine enough");
        }
    }

    /**
     * Whether messages are missing or too many: such a run has no time and counts in no ratio.
     *
     * @return true unless the subscriber has as many messages as were sent
     */
    public boolean failed() {
        return measurement.received() != setting.cell().messages();
    }

    /**
     * The time of a complete run.
     *
     * @return milliseconds, above 0
     * @throws IllegalStateException if the run failed
     */
    public double millis() {
        if (failed()) {
            throw new IllegalStateException("only a complete run has a time, found " + measurement.received() + " of "
                    + setting.cell().messages() + " messages: ask failed() first");
        }
        return measurement.millis();
    }
}

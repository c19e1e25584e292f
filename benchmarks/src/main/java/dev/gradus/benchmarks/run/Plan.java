package dev.gradus.benchmarks.run;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.message.Qos;
import java.util.List;

/**
 * What is run.
 *
 * @param cells which cells of the source's matrix
 * @param rounds how often each, 1 or more
 * @param qos of all messages
 */
record Plan(List<Cell> cells, int rounds, Qos qos) {

    /** Enough for the JDK to compile AES-GCM and TLS: below some 3,000 sealings of 8,000 bytes they are slow. */
    static final List<Cell> WARM_UP = List.of(new Cell(250, 2_500), new Cell(5_000, 100));

    Plan {
        cells = List.copyOf(cells);
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds are 1 or more, found " + rounds);
        }
    }

    int runs(int levels) {
        return levels * (cells.size() * rounds + WARM_UP.size());
    }
}

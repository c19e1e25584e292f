package dev.gradus.benchmarks.run;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Mode;
import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Runs a plan: warm-up, then rounds in which all levels take turns, so that a slow minute hits all. Connecting is not
 * timed, and done once for each level. For one thread.
 */
final class Measuring implements AutoCloseable {

    private final Plan plan;
    private final List<BenchLevel> levels;
    private final Progress progress;
    private final WireBytes wireBytes;
    private final Map<BenchLevel, Pair> pairs = new HashMap<>();

    Measuring(Plan plan, List<BenchLevel> levels, Progress progress) {
        this.plan = plan;
        this.levels = List.copyOf(levels);
        this.progress = progress;
        this.wireBytes = new WireBytes(plan.qos());
    }

    /** Hands over each run when it is done, so that what was measured is there even if the rest fails. */
    void run(Consumer<Run> done) throws InterruptedException, ExecutionException {
        for (BenchLevel level : levels) {
            for (Cell cell : Plan.WARM_UP) {
                run(level, cell, 0);
            }
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Cell cell : plan.cells()) {
                for (int turn = 0; turn < levels.size(); turn++) {
                    done.accept(run(levels.get((turn + round) % levels.size()), cell, round));
                }
            }
        }
    }

    private Run run(BenchLevel level, Cell cell, int round) throws InterruptedException, ExecutionException {
        progress.now(level.label() + " " + cell.messages() + " x " + cell.messageBytes() + " B");
        long counted = wireBytes.of(level, cell);
        Setting setting = new Setting(level.label(), cell, new Mode(plan.qos(), true));
        Pair pair = pair(level);
        Run run = new Run(Math.max(1, round), setting, pair.run(cell, counted));
        if (run.failed()) {
            pairs.remove(level);
            pair.close(); // What is late must not be counted in the next run.
        }
        progress.step();
        return run;
    }

    private Pair pair(BenchLevel level) throws InterruptedException, ExecutionException {
        Pair connected = pairs.get(level);
        if (connected == null) {
            connected = Pair.connect(level, level.broker(), plan.qos());
            pairs.put(level, connected);
        }
        return connected;
    }

    @Override
    public void close() {
        pairs.values().forEach(Pair::close);
        pairs.clear();
    }

    /** Is told how far it is. */
    interface Progress {

        /** What runs now. */
        void now(String what);

        /** A run has ended. */
        void step();
    }
}

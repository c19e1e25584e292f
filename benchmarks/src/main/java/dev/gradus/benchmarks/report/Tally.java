package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Mode;
import dev.gradus.benchmarks.matrix.Run;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was run, counted. Immutable and thread-safe.
 *
 * @param rounds different rounds
 * @param levels names of levels, in order
 * @param cells cells, in order
 * @param modes modes, in order
 * @param failed failed runs, in the order of the runs
 */
record Tally(int rounds, SortedSet<String> levels, SortedSet<Cell> cells, SortedSet<Mode> modes, List<Run> failed) {

    static Tally of(List<Run> runs) {
        return new Tally(
                (int) runs.stream().mapToInt(Run::round).distinct().count(),
                runs.stream().map(run -> run.setting().level()).collect(Collectors.toCollection(TreeSet::new)),
                runs.stream().map(run -> run.setting().cell()).collect(Collectors.toCollection(TreeSet::new)),
                runs.stream().map(run -> run.setting().mode()).collect(Collectors.toCollection(TreeSet::new)),
                runs.stream().filter(Run::failed).toList());
    }

    /**
     * How many of the cells are the source's.
     *
     * @return 0 to 25
     */
    long sourceCells() {
        return cells.stream().filter(Cell.source()::contains).count();
    }
}

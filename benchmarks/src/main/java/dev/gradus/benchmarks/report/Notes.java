package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Mode;
import dev.gradus.benchmarks.matrix.Setting;
import java.util.ArrayList;
import java.util.List;

/** What a reader must know before believing a figure. Stateless and thread-safe. */
final class Notes {
    /** Below this a 95 % interval of a median can't exist: even the whole range covers only 1 - 2 / 2^n. */
    private static final int ROUNDS_FOR_INTERVAL = 6;

    /** Below this the project calls no difference real. */
    private static final int ROUNDS_FOR_VERDICT = 15;

    private Notes() {}

    static Markup of(Findings findings) {
        List<String> notes = new ArrayList<>();
        if (findings.runs().isEmpty()) {
            notes.add("No run was measured: there is nothing to show.");
        } else {
            notes.add(matrix(findings.tally()));
            notes.add(method(findings.tally().rounds()));
            notes.add(trust(findings.tally().rounds()));
            notes.add(failures(findings));
            without(findings, notes);
        }
        notes.add("Compare figures only at equal QoS and equal socket settings; both stand above.");
        return Markup.element(
                "ul", notes.stream().map(note -> Markup.element("li", note)).toList());
    }

    private static String matrix(Tally tally) {
        int all = Cell.source().size();
        long seen = tally.sourceCells();
        String extent = seen == all
                ? "All " + all + " cells of the source\u2019s matrix were run"
                : "A subset of the source\u2019s matrix was run: " + seen + " of its " + all + " cells";
        long other = tally.cells().size() - seen;
        return extent
                + (other == 0 ? "." : ", and " + other + " with a number of messages that the source does not have.");
    }

    private static String method(int rounds) {
        return "A ratio is the median time at a level divided by the median time at L0, over " + rounds(rounds)
                + ", in the same cell, at equal QoS and in the same state of the JVM. Intervals are 95 % percentile"
                + " bootstrap intervals from " + Formats.count(Bootstrap.DRAWS) + " draws of whole rounds with seed "
                + Bootstrap.SEED + ".";
    }

    private static String trust(int rounds) {
        if (rounds == 1) {
            return "One round was measured: there are no intervals, and any difference may be chance.";
        }
        if (rounds < ROUNDS_FOR_INTERVAL) {
            return "With " + rounds(rounds) + " no 95 % interval of a median exists: read the intervals as the range"
                    + " that was seen.";
        }
        return rounds < ROUNDS_FOR_VERDICT
                ? "With fewer than " + ROUNDS_FOR_VERDICT + " rounds small differences may be noise."
                : "A difference counts where the interval does not reach across 1.00; of 100 such intervals, 5 miss by chance.";
    }

    private static String failures(Findings findings) {
        int failed = findings.tally().failed().size();
        int all = findings.runs().size();
        return failed == 0
                ? "All " + Formats.count(all) + " runs arrived whole."
                : Formats.count(failed) + " of " + Formats.count(all)
                        + " runs failed; they count in no figure and are listed above.";
    }

    private static void without(Findings findings, List<String> notes) {
        if (!findings.tally().levels().contains(Setting.BASELINE)) {
            notes.add("L0 was not run, so no level can be compared with it.");
        }
        if (!findings.summary().failed().isEmpty()) {
            notes.add("Run, but without a figure to compare: "
                    + String.join(", ", findings.summary().failed()) + ".");
        }
        if (findings.tally().modes().stream().anyMatch(mode -> !mode.warm())) {
            notes.add("Runs in a cold JVM also pay for loading and compiling code; they stand apart.");
        }
        if (findings.tally().modes().stream().map(Mode::qos).distinct().count() > 1) {
            notes.add("More than one QoS was run: the summary\u2019s cells are counted once for each.");
        }
    }

    private static String rounds(int rounds) {
        return rounds == 1 ? "1 round" : rounds + " rounds";
    }
}

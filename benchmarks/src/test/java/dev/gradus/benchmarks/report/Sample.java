package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.BrokerSoftware;
import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Environment;
import dev.gradus.benchmarks.matrix.Invocation;
import dev.gradus.benchmarks.matrix.Machine;
import dev.gradus.benchmarks.matrix.Measurement;
import dev.gradus.benchmarks.matrix.Mode;
import dev.gradus.benchmarks.matrix.NoDelay;
import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Setting;
import dev.gradus.benchmarks.matrix.Wire;
import dev.gradus.message.Qos;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Runs that nobody measured. */
final class Sample {
    static final Mode WARM = new Mode(Qos.AT_LEAST_ONCE, true);
    static final Cell SMALL = new Cell(250, 100);
    private static final int SEED = 7;
    private static final Map<String, Double> COST =
            new TreeMap<>(Map.of("L0", 1.0, "L1", 1.01, "L2-A128GCM", 1.06, "L2-AES128CBC", 1.43, "L3-TLS13", 1.3));

    private Sample() {}

    static Run run(int round, String level, double millis) {
        return run(round, new Setting(level, SMALL, WARM), millis);
    }

    static Run run(int round, Setting setting, double millis) {
        int messages = setting.cell().messages();
        long bytes = (long) messages * setting.cell().messageBytes();
        return new Run(round, setting, new Measurement(millis, millis / 2, bytes, messages));
    }

    static Run failed(int round, String level) {
        return failed(round, new Setting(level, SMALL, WARM));
    }

    static Run failed(int round, Setting setting) {
        return new Run(
                round, setting, new Measurement(30_000, 10, 0, setting.cell().messages() - 3));
    }

    static Environment environment(String... command) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        return new Environment(
                new Machine("17.0.15+6", "OpenJDK 64-Bit Server VM", "Linux 6.1 amd64", 2, "AMD EPYC Processor"),
                new BrokerSoftware("mosquitto", "2.0.11"),
                new Wire("Paho v3 over loopback TCP", NoDelay.ON, NoDelay.UNKNOWN),
                Invocation.now(clock, List.of(command), true));
    }

    /** The whole matrix at five levels, with noise, and a level that loses messages where they are big and many. */
    static List<Run> matrix(int rounds) {
        Random random = new Random(SEED);
        List<Run> runs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Cell cell : Cell.source()) {
                for (String level : COST.keySet()) {
                    double noise = 1 + 0.04 * random.nextGaussian();
                    Setting setting = new Setting(level, cell, WARM);
                    boolean loses = level.equals("L2-AES128CBC") && cell.equals(new Cell(5000, 10000));
                    runs.add(
                            loses || random.nextInt(400) == 0
                                    ? failed(round, setting)
                                    : run(round, setting, COST.get(level) * noise * l0(cell)));
                }
            }
        }
        return runs;
    }

    private static double l0(Cell cell) {
        return cell.messages() * (0.03 + cell.messageBytes() / 200_000.0);
    }
}

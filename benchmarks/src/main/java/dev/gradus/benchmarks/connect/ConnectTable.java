package dev.gradus.benchmarks.connect;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.math3.stat.StatUtils;

/** What was measured, as a table in Markdown and as CSV (RFC 4180). Stateless. */
final class ConnectTable {

    private static final double LOW = 25;
    private static final double MIDDLE = 50;
    private static final double HIGH = 75;
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("round", "kind", "millis", "cpuMillis")
            .get();

    private ConnectTable() {}

    /** Medians, quartiles, and the median of the differences to L0 in the same round. */
    static String markdown(List<Connect> all, Map<Kind, Long> wireBytes) {
        StringBuilder table = new StringBuilder("""
                | connect until CONNACK | ms | quartiles | ms above L0 | CPU ms | bytes |
                |---|---:|---|---:|---:|---:|
                """);
        wireBytes.forEach((kind, bytes) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f-%.2f | %.2f | %.2f | %,d |%n",
                kind.label(),
                percentile(values(all, kind, Connect::millis), MIDDLE),
                percentile(values(all, kind, Connect::millis), LOW),
                percentile(values(all, kind, Connect::millis), HIGH),
                aboveL0(all, kind),
                percentile(values(all, kind, Connect::cpuMillis), MIDDLE),
                bytes)));
        return table.toString();
    }

    static void csv(List<Connect> all, Appendable out) throws IOException {
        try (CSVPrinter printer = FORMAT.print(out)) {
            for (Connect connect : all) {
                printer.printRecord(connect.round(), connect.kind().label(), connect.millis(), connect.cpuMillis());
            }
        }
    }

    private static double aboveL0(List<Connect> all, Kind kind) {
        double[] above = all.stream()
                .filter(connect -> connect.kind() == kind)
                .mapToDouble(connect -> connect.millis() - ofRound(all, connect.round()))
                .toArray();
        return percentile(above, MIDDLE);
    }

    private static double ofRound(List<Connect> all, int round) {
        return all.stream()
                .filter(connect -> connect.kind() == Kind.L0 && connect.round() == round)
                .mapToDouble(Connect::millis)
                .findFirst()
                .orElseThrow();
    }

    private static double[] values(List<Connect> all, Kind kind, ToDoubleFunction<Connect> value) {
        return all.stream()
                .filter(connect -> connect.kind() == kind)
                .mapToDouble(value)
                .toArray();
    }

    private static double percentile(double[] values, double percent) {
        return StatUtils.percentile(values, percent);
    }
}

package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Measurement;
import dev.gradus.benchmarks.matrix.Run;
import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes runs as CSV (RFC 4180), a line a run. The time of a failed run is left empty, so that nobody averages it by
 * mistake. Stateless and thread-safe.
 */
final class RunsCsv {
    /*
     * round,level,chunkCount,messageBytes,messages,qos,warm,millis,cpuMillis,wireBytes,received
     * 1,L0,250,8000,100,1,true,12.345,8.1,812345,100
     */
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "round",
                    "level",
                    "chunkCount",
                    "messageBytes",
                    "messages",
                    "qos",
                    "warm",
                    "millis",
                    "cpuMillis",
                    "wireBytes",
                    "received")
            .get();

    private RunsCsv() {}

    /**
     * Writes a header and all runs.
     *
     * @param runs what to write, in this order
     * @param out where to
     * @throws IOException if writing fails
     */
    static void write(List<Run> runs, Appendable out) throws IOException {
        try (CSVPrinter printer = FORMAT.print(out)) {
            for (Run run : runs) {
                printer.printRecord(fields(run));
            }
        }
    }

    private static Object[] fields(Run run) {
        Cell cell = run.setting().cell();
        Measurement measured = run.measurement();
        return new Object[] {
            run.round(),
            run.setting().level(),
            cell.chunkCount(),
            cell.messageBytes(),
            cell.messages(),
            run.setting().mode().qos().code(),
            run.setting().mode().warm(),
            run.failed() ? "" : measured.millis(),
            measured.cpuMillis(),
            measured.wireBytes(),
            measured.received()
        };
    }
}

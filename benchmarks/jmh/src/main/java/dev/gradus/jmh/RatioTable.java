package dev.gradus.jmh;

import dev.gradus.payload.EnvelopeSession;
import java.util.List;
import java.util.Locale;

/** Prints what was measured as a table in Markdown. */
final class RatioTable {

    private static final List<String> ROWS = List.of(
            "SealBenchmark.bare",
            "SealBenchmark.bareWithAad",
            "SealBenchmark.gradus",
            "SealBenchmark.gradusChaCha20",
            "SealBenchmark.gradusCcm",
            "SealBenchmark.cbc",
            "OpenBenchmark.bare",
            "OpenBenchmark.bareWithAad",
            "OpenBenchmark.gradus");

    private static final int ARRAY_HEAD_BYTES = 16;
    private static final int CBC_BLOCK_BYTES = 16;

    private final Figures figures;
    private final int[] sizes;

    RatioTable(Figures figures, int... sizes) {
        this.figures = figures;
        this.sizes = sizes.clone();
    }

    String text() {
        StringBuilder out = new StringBuilder("| benchmark | bytes | ns | x bare | range | x bare with AAD | allocated"
                + " beside the output |\n|---|---:|---:|---:|---|---:|---:|\n");
        for (String row : ROWS) {
            for (int size : sizes) {
                if (!figures.nanos(row, size).isEmpty()) {
                    out.append(line(row, size));
                }
            }
        }
        for (int size : sizes) {
            List<Double> ratios = figures.ratios("SealBenchmark.cbc", "SealBenchmark.gradus", size);
            if (!ratios.isEmpty()) {
                out.append(format("%nSealing %,d bytes: CBC takes %s of GCM.%n", size, range(ratios)));
            }
        }
        return out.toString();
    }

    private String line(String row, int size) {
        String owner = row.substring(0, row.indexOf('.') + 1);
        List<Double> bare = figures.ratios(row, owner + "bare", size);
        List<Double> withAad = figures.ratios(row, owner + "bareWithAad", size);
        return format(
                "| %s | %,d | %,.0f | %.2f | %.2f-%.2f | %.2f | %,.0f |%n",
                row,
                size,
                Figures.median(figures.nanos(row, size)),
                Figures.median(bare),
                bare.get(0),
                bare.get(bare.size() - 1),
                Figures.median(withAad),
                figures.allocatedBytes(row, size) - outputBytes(row, size));
    }

    private static String range(List<Double> ratios) {
        return format(
                "%.2f times (%.2f-%.2f) the time",
                Figures.median(ratios), ratios.get(0), ratios.get(ratios.size() - 1));
    }

    /** What the array takes that is handed over, in multiples of eight bytes. */
    private static long outputBytes(String row, int size) {
        long length = outputLength(row, size);
        return (ARRAY_HEAD_BYTES + length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    private static long outputLength(String row, int size) {
        if (row.startsWith("OpenBenchmark")) {
            return size;
        }
        if (row.endsWith("cbc")) {
            return CBC_BLOCK_BYTES + (size / CBC_BLOCK_BYTES + 1L) * CBC_BLOCK_BYTES;
        }
        if (row.contains("bare")) {
            return (long) size + Bare.TAG_BYTES;
        }
        // The number in an envelope grows while it is measured, by three bytes at most.
        EnvelopeSession session = Subject.session("A128GCM");
        return session.seal(Subject.TOPIC, new byte[size]).length;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

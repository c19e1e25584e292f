package dev.gradus.benchmarks.report;

import java.util.Locale;

/** How numbers look on the page, the same in every country. Stateless and thread-safe. */
final class Formats {
    /** Stands where nothing was measured. */
    static final String NONE = "\u2013";

    private static final int KILOBYTE = 1_000;
    private static final double WHOLE_FROM = 100;

    private Formats() {}

    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < WHOLE_FROM ? "%.2f" : "%,.0f", millis);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    static String interval(Interval interval) {
        return ratio(interval.low()) + " \u2013 " + ratio(interval.high());
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** The source counts 1,000 bytes to a KB: 5,000 chunks of 32 bytes are its 160 KB. */
    static String kilobytes(int bytes) {
        return Integer.toString(bytes / KILOBYTE);
    }
}

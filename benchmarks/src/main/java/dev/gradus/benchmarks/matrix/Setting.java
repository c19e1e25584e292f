package dev.gradus.benchmarks.matrix;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * What is held equal over the rounds of a measurement. Immutable and thread-safe; ordered by mode, level and cell.
 *
 * @param level the level with its variant, such as {@code L0}, {@code L2-A128GCM} or {@code L3-TLS13}: a letter or a
 *     digit, then letters, digits and {@code + . _ -}
 * @param cell size and number of the messages
 * @param mode QoS and state of the JVM
 */
public record Setting(String level, Cell cell, Mode mode) implements Comparable<Setting> {
    /** The level that all others are compared with. */
    public static final String BASELINE = "L0";

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]*");
    private static final Comparator<Setting> ORDER =
            Comparator.comparing(Setting::mode).thenComparing(Setting::level).thenComparing(Setting::cell);

    public Setting {
        if (!LABEL.matcher(level).matches()) {
            throw new IllegalArgumentException("level is a name like L0 or L2-A128GCM, found '" + level
                    + "': use letters, digits and + . _ - only");
        }
    }

    /**
     * The setting whose time this one's is divided by.
     *
     * @return the same cell and mode at {@link #BASELINE}
     */
    public Setting baseline() {
        return new Setting(BASELINE, cell, mode);
    }

    /**
     * Whether this is the level that the others are compared with.
     *
     * @return true at {@link #BASELINE}
     */
    public boolean isBaseline() {
        return level.equals(BASELINE);
    }

    @Override
    public int compareTo(Setting other) {
        return ORDER.compare(this, other);
    }
}

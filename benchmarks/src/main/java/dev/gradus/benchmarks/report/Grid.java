package dev.gradus.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleFunction;

/**
 * The numbers of one figure: a value for a level and a message size, or the word that stands in its place. Both the
 * figure and the table under it are made from this, so they can't differ. Not thread-safe.
 */
final class Grid {
    private final SortedMap<String, Map<Integer, Double>> values = new TreeMap<>();
    private final Map<String, Map<Integer, String>> words = new TreeMap<>();
    private final SortedSet<Integer> sizes = new TreeSet<>();
    private final SortedSet<String> levels = new TreeSet<>();

    void put(String level, int messageBytes, double value) {
        see(level, messageBytes);
        values.computeIfAbsent(level, any -> new TreeMap<>()).put(messageBytes, value);
    }

    void putWord(String level, int messageBytes, String word) {
        see(level, messageBytes);
        words.computeIfAbsent(level, any -> new TreeMap<>()).put(messageBytes, word);
    }

    private void see(String level, int messageBytes) {
        levels.add(level);
        sizes.add(messageBytes);
    }

    /**
     * Whether there is nothing to draw.
     *
     * @return true without any value
     */
    boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * The levels that have a value.
     *
     * @return in order
     */
    List<String> drawn() {
        return List.copyOf(values.keySet());
    }

    SortedSet<Integer> sizes() {
        return sizes;
    }

    Optional<Double> value(String level, int messageBytes) {
        return Optional.ofNullable(values.getOrDefault(level, Map.of()).get(messageBytes));
    }

    double largest() {
        return values.values().stream()
                .flatMap(row -> row.values().stream())
                .reduce(Math::max)
                .orElse(0.0);
    }

    /**
     * The same numbers as a table, a line for each message size.
     *
     * @param caption what it shows
     * @param format how a value looks
     * @return the table
     */
    Markup table(String caption, DoubleFunction<String> format) {
        List<String> head = new ArrayList<>(List.of("message size [KB]"));
        head.addAll(levels);
        Table table = new Table(caption, 1, head);
        for (int size : sizes) {
            List<String> row = new ArrayList<>(List.of(Formats.kilobytes(size)));
            levels.forEach(
                    level -> row.add(value(level, size).map(format::apply).orElseGet(() -> word(level, size))));
            table.row(row);
        }
        return table.markup();
    }

    private String word(String level, int messageBytes) {
        return words.getOrDefault(level, Map.of()).getOrDefault(messageBytes, Formats.NONE);
    }
}

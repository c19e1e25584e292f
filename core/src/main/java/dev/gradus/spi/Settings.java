package dev.gradus.spi;

import dev.gradus.internal.Require;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Named settings, each with the folder that its relative paths start from. Immutable. */
public final class Settings {

    private final Map<String, Value> values;

    private Settings(Map<String, Value> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Some settings.
     *
     * @param values text by name; a value's spaces at either end are dropped
     * @param folder where relative paths start
     * @return the settings
     */
    public static Settings of(Map<String, String> values, Path folder) {
        Map<String, Value> all = new HashMap<>();
        values.forEach((name, text) -> all.put(name, new Value(text.strip(), folder)));
        return new Settings(all);
    }

    /**
     * These settings with others laid over them.
     *
     * @param winning the settings that win
     * @return both
     */
    public Settings overlaidWith(Settings winning) {
        Map<String, Value> all = new HashMap<>(values);
        all.putAll(winning.values);
        return new Settings(all);
    }

    /**
     * The names that have a value.
     *
     * @return the names
     */
    public Set<String> names() {
        return values.keySet();
    }

    /**
     * A setting that may be left out.
     *
     * @param key which
     * @return its text; empty if it was left out
     */
    public Optional<String> optional(SettingKey key) {
        return Optional.ofNullable(values.get(key.name())).map(Value::text);
    }

    /**
     * A setting that has to be there.
     *
     * @param key which
     * @return its text, not empty
     * @throws IllegalArgumentException if it was left out or is empty
     */
    public String required(SettingKey key) {
        return value(key).text();
    }

    /**
     * A file or folder that has to be named.
     *
     * @param key which setting
     * @return the path
     * @throws IllegalArgumentException if it was left out, is empty or is no path
     */
    public Path requiredPath(SettingKey key) {
        Value value = value(key);
        try {
            return value.folder().resolve(value.text());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the setting " + key.name() + " names a file, found '" + value.text() + "'", e);
        }
    }

    /**
     * A setting that is either true or false.
     *
     * @param key which
     * @return whether it is {@code true}; false if it was left out
     * @throws IllegalArgumentException if it is neither
     */
    public boolean flag(SettingKey key) {
        String text = optional(key).orElse("false");
        Require.argument(
                text.equals("true") || text.equals("false"),
                () -> "the setting " + key.name() + " is true or false, found '" + text + "'");
        return text.equals("true");
    }

    private Value value(SettingKey key) {
        @Nullable Value value = values.get(key.name());
        if (value == null || value.text().isEmpty()) {
            throw new IllegalArgumentException("the setting " + key.name() + " is needed (" + key.meaning()
                    + "), found none: set " + key.name() + "=... or the environment variable " + key.variable());
        }
        return value;
    }

    /** The names; values may be private and are not shown. */
    @Override
    public String toString() {
        return "Settings" + values.keySet().stream().sorted().toList();
    }

    private record Value(String text, Path folder) {}
}

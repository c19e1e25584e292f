package dev.gradus.spi;

import dev.gradus.internal.Require;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a setting.
 *
 * @param name lower-case words joined by hyphens, such as {@code ca-file}; any other is refused
 * @param meaning one line for a table of all settings
 */
public record SettingKey(String name, String meaning) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /**
     * Checks the components, as the record says.
     *
     * @param name as in the record
     * @param meaning as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public SettingKey {
        String given = name;
        Require.argument(
                NAME.matcher(given).matches(),
                () -> "a setting's name is lower-case words joined by hyphens, found '" + given + "'");
    }

    /**
     * The environment variable that wins over a file.
     *
     * @return such as {@code GRADUS_CA_FILE}
     */
    public String variable() {
        return "GRADUS_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}

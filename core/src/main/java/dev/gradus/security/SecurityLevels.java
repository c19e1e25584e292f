package dev.gradus.security;

import dev.gradus.internal.Require;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The levels of one client: {@link SecurityLevel#L0} alone, or one to three of the others.
 *
 * @param levels at least one; L0 only alone, L2 not beside L2-UNAUTHENTICATED; any other set is refused. Copied.
 */
public record SecurityLevels(Set<SecurityLevel> levels) {

    /**
     * Checks the components, as the record says.
     *
     * @param levels as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public SecurityLevels {
        levels = Set.copyOf(levels);
        Set<SecurityLevel> given = levels;
        Require.argument(!given.isEmpty(), () -> "at least one level is needed, found none");
        Require.argument(
                !given.contains(SecurityLevel.L0) || given.size() == 1,
                () -> "NONE (L0) stands alone, found " + label(given) + ": leave it out or leave out the others");
        Require.argument(
                !given.containsAll(Set.of(SecurityLevel.L2, SecurityLevel.L2_UNAUTHENTICATED)),
                () -> "a payload is sealed once, found L2 and L2-UNAUTHENTICATED: use L2");
    }

    /**
     * Some levels.
     *
     * @param levels as the component of this record
     * @return the set
     * @throws IllegalArgumentException if they can't stand together
     */
    public static SecurityLevels of(Collection<SecurityLevel> levels) {
        return new SecurityLevels(Set.copyOf(levels));
    }

    /**
     * Reads levels as they are written: {@code NONE}, or {@code L1}, {@code L2}, {@code L3} joined by {@code +}.
     *
     * @param text such as {@code L1+L3}
     * @return the levels
     * @throws IllegalArgumentException if a level does not exist, is named twice, or they can't stand together
     */
    public static SecurityLevels parse(String text) {
        Set<SecurityLevel> levels = EnumSet.noneOf(SecurityLevel.class);
        for (String part : text.split("\\+", -1)) {
            SecurityLevel level = named(part)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "a level is NONE, or L1, L2, L3 joined by +, found '" + part + "' in '" + text + "'"));
            Require.argument(levels.add(level), () -> "a level is named once, found '" + text + "'");
        }
        return new SecurityLevels(levels);
    }

    /**
     * Whether a level is among these.
     *
     * @param level the level
     * @return whether it is
     */
    public boolean has(SecurityLevel level) {
        return levels.contains(level);
    }

    /**
     * How the levels are written, in their order.
     *
     * @return such as {@code NONE} or {@code L1+L3}
     */
    public String label() {
        return label(levels);
    }

    /** Only these are asked for by name; L2-UNAUTHENTICATED is for experiments and takes code. */
    private static Optional<SecurityLevel> named(String label) {
        return Arrays.stream(SecurityLevel.values())
                .filter(level -> level != SecurityLevel.L2_UNAUTHENTICATED)
                .filter(level -> level.label().equals(label))
                .findFirst();
    }

    private static String label(Set<SecurityLevel> levels) {
        return levels.stream().sorted().map(SecurityLevel::label).collect(Collectors.joining("+"));
    }

    @Override
    public String toString() {
        return label();
    }
}

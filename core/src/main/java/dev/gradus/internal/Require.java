package dev.gradus.internal;

import java.util.function.Supplier;

/** Checks of arguments and state whose failure is a mistake in the calling program. */
public final class Require {

    private Require() {}

    /**
     * Checks an argument.
     *
     * @param holds whether the argument is as it must be
     * @param message what was expected, what was found, what to do
     * @throws IllegalArgumentException if it is not
     */
    public static void argument(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new IllegalArgumentException(message.get());
        }
    }

    /**
     * Checks a number against a closed range.
     *
     * @param name the number's name
     * @param value the number
     * @param least the least that is allowed
     * @param most the most that is allowed
     * @return the number
     * @throws IllegalArgumentException if the number is outside
     */
    public static long range(String name, long value, long least, long most) {
        argument(
                value >= least && value <= most,
                () -> name + " must be from " + least + " to " + most + ", found " + value);
        return value;
    }

    /**
     * Checks the state of an object.
     *
     * @param holds whether the call is allowed now
     * @param message what was expected, what was found, what to do
     * @throws IllegalStateException if it is not
     */
    public static void state(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new IllegalStateException(message.get());
        }
    }
}

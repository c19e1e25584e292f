package dev.gradus.payload;

import java.util.Arrays;

/** Which of the last numbers of a session were taken. Not safe for many threads. */
final class NumberWindow {

    /** How far behind the highest number one may still come: what an in-flight window and a reconnect can reorder. */
    static final int SIZE = 1_024;

    /** The bit of a number is its rest by {@link #SIZE}; bits of numbers that left the window are cleared. */
    private final long[] taken = new long[SIZE / Long.SIZE];

    private long highest = -1;

    boolean above(long number) {
        return number > highest;
    }

    boolean tooOld(long number) {
        return number <= highest - SIZE;
    }

    /** Whether a number, which is neither above nor too old, was taken. */
    boolean has(long number) {
        return (taken[word(number)] & bit(number)) != 0;
    }

    /** Marks a number that is not too old. */
    void take(long number) {
        if (number - highest >= SIZE) {
            Arrays.fill(taken, 0);
            highest = number;
        }
        while (highest < number) {
            highest++;
            taken[word(highest)] &= ~bit(highest);
        }
        taken[word(number)] |= bit(number);
    }

    private static int word(long number) {
        return (int) (number % SIZE) / Long.SIZE;
    }

    private static long bit(long number) {
        return 1L << (number % Long.SIZE);
    }
}

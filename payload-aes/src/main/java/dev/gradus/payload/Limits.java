package dev.gradus.payload;

/**
 * How much a receiver takes, judged before anything is allocated.
 *
 * @param plaintextBytes the longest plaintext, 0 to 268,435,455; any other is refused
 * @param segmentBytes the longest segment, 256 to 65,520; any other is refused
 */
public record Limits(int plaintextBytes, int segmentBytes) {

    private static final int MOST = 268_435_455;

    /**
     * Checks the components, as the record says.
     *
     * @param plaintextBytes as in the record
     * @param segmentBytes as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public Limits {
        requireRange("the longest plaintext", plaintextBytes, 0, MOST);
        requireRange("the longest segment", segmentBytes, 256, 65_520);
    }

    /**
     * What a receiver takes unless told otherwise.
     *
     * @return 16 MiB of plaintext, in segments of any size
     */
    public static Limits ofDefaults() {
        return new Limits(16 << 20, 65_520);
    }

    private static void requireRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " is " + least + " to " + most + " bytes, found " + value + ": give a size in that range");
        }
    }
}

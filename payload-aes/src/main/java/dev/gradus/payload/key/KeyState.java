package dev.gradus.payload.key;

/** Where a key is in its life; one that was destroyed is a {@link Tombstone}. */
public enum KeyState {
    /** Opens, and does not seal yet, while it spreads to all that are to open with it. */
    ADDED("added"),
    /** Seals and opens. */
    PRIMARY("primary"),
    /** Opens only. */
    RETIRED("retired");

    private final String text;

    KeyState(String text) {
        this.text = text;
    }

    /** The state in a file. */
    public String text() {
        return text;
    }
}

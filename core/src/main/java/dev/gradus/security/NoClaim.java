package dev.gradus.security;

/** Holds nothing. */
enum NoClaim implements Claim {
    INSTANCE;

    @Override
    public void commit() {
        // Nothing is held.
    }

    @Override
    public void release() {
        // Nothing is held.
    }
}

package dev.gradus.benchmarks.matrix;

/** How TCP_NODELAY was set on one side; without it a floor of some 45 ms hides the ratios of short runs. */
public enum NoDelay {
    /** Set: small writes leave at once. */
    ON,
    /** Not set: Nagle's algorithm waits for acknowledgements (RFC 9293 §3.7.4). */
    OFF,
    /** Not known, for a broker that someone else configured. */
    UNKNOWN
}

package dev.gradus.payload.replay;

import java.time.Duration;

/**
 * Who judges, and when.
 *
 * @param nowMillis the receiver's wall clock
 * @param nanos its monotonic clock
 * @param owner this run of the process, never 0
 * @param group whether other live processes may hold claims
 * @param lasting whether the store outlives this run, so that claims are written down
 */
record Judge(long nowMillis, long nanos, long owner, boolean group, boolean lasting) {

    /** How long a member of a group has for one message before another may take it over. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** How long a claim of another run still holds; not positive if it does not. */
    Duration left(Pending claim) {
        long age = nowMillis - claim.sinceMillis();
        boolean current = group && claim.owner() != Pending.NOBODY && Math.abs(age) < LEASE.toMillis();
        return current ? LEASE.minusMillis(Math.max(0, age)) : Duration.ZERO;
    }
}

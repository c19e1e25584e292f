package dev.gradus.spi;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a receiver keeps what it took, so that nothing is taken twice. Every change is atomic among all that use the
 * store, in other processes too where it is shared with these. Implementations are safe for use by many threads.
 */
public interface ReplayStore {

    /**
     * Replaces a record by what a function makes of it. The function may be run more than once and has no effects of its
     * own; if it gives null or the very record that it was given, nothing changes, and if it throws, nothing changes and
     * the exception is passed on. When this returns, the new record outlives the process if {@link #lasting} says so.
     *
     * @param key which record
     * @param change from the record there is, null for none, to the one there shall be, null to leave what there is
     * @throws dev.gradus.security.SecureMqttException if the store can't be read or written ({@code STORE_UNAVAILABLE});
     *     nothing has changed then
     */
    void update(ReplayKey key, UnaryOperator<@Nullable ReplayRecord> change);

    /**
     * A record as it is now.
     *
     * @param key which record
     * @return the record; empty if there is none
     * @throws dev.gradus.security.SecureMqttException as {@link #update} does
     */
    Optional<ReplayRecord> find(ReplayKey key);

    /**
     * How many records a scope has. Quick enough to be asked for each new sender.
     *
     * @param scope which records
     * @return 0 or more
     * @throws dev.gradus.security.SecureMqttException as {@link #update} does
     */
    int size(ReplayScope scope);

    /**
     * Removes records.
     *
     * @param scope which records are asked about
     * @param forgettable whether one is to be removed
     * @return how many were removed
     * @throws dev.gradus.security.SecureMqttException as {@link #update} does
     */
    int forget(ReplayScope scope, Predicate<ReplayRecord> forgettable);

    /**
     * Whether records outlive the process.
     *
     * @return whether they do
     */
    boolean lasting();

    /**
     * A store that ends with the process: after a restart each message of the last 8 days can be taken once more.
     *
     * @return a new, empty store
     */
    static ReplayStore inMemory() {
        return new InMemoryReplayStore();
    }
}

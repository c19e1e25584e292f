package dev.gradus.payload;

import dev.gradus.payload.replay.ReplayTable;
import dev.gradus.spi.ReplayStore;
import org.jspecify.annotations.Nullable;

/**
 * Where a receiver keeps what it took.
 *
 * @param store where; null for a strategy that only seals
 * @param receiver the receiver's name in the store
 * @param group whether several live processes share the name
 * @param acceptWithinGroup whether a group may do without a common store
 * @param capacity how many senders are known of each key
 */
record ReplayOptions(
        @Nullable ReplayStore store, String receiver, boolean group, boolean acceptWithinGroup, int capacity) {

    static final int MAX_SENDERS = 100_000;

    boolean opensShared() {
        return acceptWithinGroup || (group && store != null && store.lasting());
    }

    @Nullable
    ReplayTable table(String keyId, Environment environment) {
        return store == null
                ? null
                : new ReplayTable(
                        store,
                        new ReplayTable.Receiver(receiver, keyId, group, environment.owner()),
                        capacity,
                        environment::now);
    }
}

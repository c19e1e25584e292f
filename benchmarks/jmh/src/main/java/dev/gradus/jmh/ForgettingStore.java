package dev.gradus.jmh;

import dev.gradus.spi.ReplayKey;
import dev.gradus.spi.ReplayRecord;
import dev.gradus.spi.ReplayScope;
import dev.gradus.spi.ReplayStore;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The store in memory, which can be made to forget all, so that the same envelopes open again. For one thread. */
final class ForgettingStore implements ReplayStore {

    private ReplayStore store = ReplayStore.inMemory();

    void forgetAll() {
        store = ReplayStore.inMemory();
    }

    @Override
    public void update(ReplayKey key, UnaryOperator<@Nullable ReplayRecord> change) {
        store.update(key, change);
    }

    @Override
    public Optional<ReplayRecord> find(ReplayKey key) {
        return store.find(key);
    }

    @Override
    public int size(ReplayScope scope) {
        return store.size(scope);
    }

    @Override
    public int forget(ReplayScope scope, Predicate<ReplayRecord> forgettable) {
        return store.forget(scope, forgettable);
    }

    @Override
    public boolean lasting() {
        return store.lasting();
    }
}

package dev.gradus.spi;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps records as they are. Safe for many threads. */
final class InMemoryReplayStore implements ReplayStore {

    private final Map<ReplayScope, Map<String, ReplayRecord>> scopes = new ConcurrentHashMap<>();

    @Override
    public void update(ReplayKey key, UnaryOperator<@Nullable ReplayRecord> change) {
        records(key.scope()).compute(key.name(), (name, before) -> {
            @Nullable ReplayRecord after = change.apply(before);
            return after == null ? before : after;
        });
    }

    @Override
    public Optional<ReplayRecord> find(ReplayKey key) {
        return Optional.ofNullable(records(key.scope()).get(key.name()));
    }

    @Override
    public int size(ReplayScope scope) {
        return records(scope).size();
    }

    @Override
    public int forget(ReplayScope scope, Predicate<ReplayRecord> forgettable) {
        int removed = 0;
        for (Map.Entry<String, ReplayRecord> entry : records(scope).entrySet()) {
            // Only if it is still the one that was judged: a message may have come meanwhile.
            if (forgettable.test(entry.getValue()) && records(scope).remove(entry.getKey(), entry.getValue())) {
                removed++;
            }
        }
        return removed;
    }

    @Override
    public boolean lasting() {
        return false;
    }

    private Map<String, ReplayRecord> records(ReplayScope scope) {
        Map<String, ReplayRecord> known = scopes.get(scope);
        return known != null ? known : scopes.computeIfAbsent(scope, unknown -> new ConcurrentHashMap<>());
    }

    @Override
    public String toString() {
        return "ReplayStore[in memory]";
    }
}

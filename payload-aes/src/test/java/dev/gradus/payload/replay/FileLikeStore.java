package dev.gradus.payload.replay;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ReplayKey;
import dev.gradus.spi.ReplayRecord;
import dev.gradus.spi.ReplayScope;
import dev.gradus.spi.ReplayStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps bytes as a file would, over restarts of the receiver, and fails before or after a change when told to. */
final class FileLikeStore implements ReplayStore {

    /** When the next change fails. */
    enum Failure {
        NONE,
        BEFORE,
        AFTER
    }

    final Map<ReplayKey, byte[]> records = new HashMap<>();
    Failure next = Failure.NONE;

    @Override
    public synchronized void update(ReplayKey key, UnaryOperator<@Nullable ReplayRecord> change) {
        byte[] before = records.get(key);
        ReplayRecord given = before == null ? null : ReplayRecord.ofBytes(before);
        ReplayRecord after = change.apply(given);
        if (after == null || after == given) {
            return;
        }
        fail(Failure.BEFORE);
        records.put(key, after.encode());
        fail(Failure.AFTER);
    }

    private void fail(Failure at) {
        if (next == at) {
            next = Failure.NONE;
            throw new SecureMqttException(Reason.STORE_UNAVAILABLE, "the disk failed " + at);
        }
    }

    @Override
    public synchronized Optional<ReplayRecord> find(ReplayKey key) {
        return Optional.ofNullable(records.get(key)).map(ReplayRecord::ofBytes);
    }

    @Override
    public synchronized int size(ReplayScope scope) {
        return (int) records.keySet().stream()
                .filter(key -> key.scope().equals(scope))
                .count();
    }

    @Override
    public synchronized int forget(ReplayScope scope, Predicate<ReplayRecord> forgettable) {
        int before = records.size();
        records.entrySet()
                .removeIf(entry -> entry.getKey().scope().equals(scope)
                        && forgettable.test(ReplayRecord.ofBytes(entry.getValue())));
        return before - records.size();
    }

    @Override
    public boolean lasting() {
        return true;
    }
}

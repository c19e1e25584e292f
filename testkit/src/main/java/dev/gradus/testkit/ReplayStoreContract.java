package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.spi.ReplayKey;
import dev.gradus.spi.ReplayRecord;
import dev.gradus.spi.ReplayScope;
import dev.gradus.spi.ReplayStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ReplayStore} must do. A store's test is a subclass that says how it is opened. Each test runs on a
 * store of its own, on one thread but for those it starts and ends itself.
 */
public abstract class ReplayStoreContract {

    private static final ReplayScope SENDERS = new ReplayScope("receiver", "0a", ReplayScope.Kind.SENDERS);
    private static final ReplayScope TOPICS = new ReplayScope("receiver", "0a", ReplayScope.Kind.TOPICS);
    private static final ReplayScope OTHER = new ReplayScope("other", "0a", ReplayScope.Kind.SENDERS);
    private static final ReplayKey KEY = new ReplayKey(SENDERS, "67682d37");
    private static final int THREADS = 8;
    private static final int CHANGES_A_THREAD = 500;

    /** For subclasses. */
    protected ReplayStoreContract() {}

    /**
     * Opens the store of this test.
     *
     * @return an empty store at the first call; at later ones, as after a restart of the process, the store with what it
     *     had if it is lasting
     */
    protected abstract ReplayStore open();

    @Test
    void update_newRecord_isThere() {
        ReplayStore store = open();

        set(store, KEY, 7);

        assertThat(value(store, KEY)).isEqualTo(7);
        assertThat(store.size(SENDERS)).isEqualTo(1);
    }

    @Test
    void update_nothingThere_isGivenNull() {
        ReplayStore store = open();
        AtomicReference<String> given = new AtomicReference<>("nothing was asked");

        store.update(KEY, before -> {
            given.set(String.valueOf(before));
            return null;
        });

        assertThat(given).hasValue("null");
    }

    @Test
    void find_nothingThere_isEmpty() {
        ReplayStore store = open();
        set(store, new ReplayKey(OTHER, KEY.name()), 7);

        assertThat(store.find(KEY)).isEmpty();
    }

    @Test
    void update_nullOrTheSame_changesNothing() {
        ReplayStore store = open();
        store.update(KEY, before -> null);
        assertThat(store.size(SENDERS)).isZero();
        set(store, KEY, 7);

        store.update(KEY, before -> null);
        store.update(KEY, before -> before);

        assertThat(value(store, KEY)).isEqualTo(7);
    }

    @Test
    void update_changeThrows_isPassedOnAndChangesNothing() {
        ReplayStore store = open();
        set(store, KEY, 7);
        IllegalArgumentException thrown = new IllegalArgumentException("no");

        assertThatThrownBy(() -> store.update(KEY, before -> {
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(value(store, KEY)).isEqualTo(7);
    }

    @Test
    void update_manyThreads_losesNoChange() throws Exception {
        ReplayStore store = open();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<@Nullable Void>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                tasks.add(() -> countUp(store));
            }
            for (Future<@Nullable Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(value(store, KEY)).isEqualTo(THREADS * CHANGES_A_THREAD);
    }

    @Test
    void scopes_sameName_areApart() {
        ReplayStore store = open();
        set(store, KEY, 1);
        set(store, new ReplayKey(TOPICS, KEY.name()), 2);
        set(store, new ReplayKey(OTHER, KEY.name()), 3);
        set(store, new ReplayKey(OTHER, "another/with topic 😀"), 4);

        assertThat(value(store, KEY)).isEqualTo(1);
        assertThat(store.size(SENDERS)).isEqualTo(1);
        assertThat(store.size(TOPICS)).isEqualTo(1);
        assertThat(store.size(OTHER)).isEqualTo(2);
        assertThat(store.size(new ReplayScope("nobody", "0a", ReplayScope.Kind.SENDERS)))
                .isZero();
    }

    @Test
    void forget_some_removesTheseInTheirScopeOnly() {
        ReplayStore store = open();
        for (int i = 0; i < 10; i++) {
            set(store, new ReplayKey(SENDERS, "s" + i), i);
            set(store, new ReplayKey(OTHER, "s" + i), i);
        }

        assertThat(store.forget(SENDERS, record -> number(record) % 2 == 0)).isEqualTo(5);

        assertThat(store.size(SENDERS)).isEqualTo(5);
        assertThat(store.size(OTHER)).isEqualTo(10);
        assertThat(value(store, new ReplayKey(SENDERS, "s1"))).isEqualTo(1);
        assertThat(value(store, new ReplayKey(SENDERS, "s2"))).isEqualTo(-1);
    }

    @Test
    void open_again_hasWhatLasts() {
        ReplayStore before = open();
        set(before, KEY, 7);

        ReplayStore after = open();

        assertThat(value(after, KEY)).isEqualTo(before.lasting() ? 7 : -1);
        assertThat(after.lasting()).isEqualTo(before.lasting());
    }

    private static @Nullable Void countUp(ReplayStore store) {
        for (int i = 0; i < CHANGES_A_THREAD; i++) {
            store.update(KEY, before -> record(before == null ? 1 : number(before) + 1));
        }
        return null;
    }

    private static void set(ReplayStore store, ReplayKey key, int value) {
        store.update(key, before -> record(value));
    }

    private static int value(ReplayStore store, ReplayKey key) {
        return store.find(key).map(ReplayStoreContract::number).orElse(-1);
    }

    private static ReplayRecord record(int value) {
        return ReplayRecord.ofBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    private static int number(ReplayRecord record) {
        return ByteBuffer.wrap(record.encode()).getInt();
    }
}

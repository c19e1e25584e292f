package dev.gradus.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReplayStoreTest {

    private static final ReplayScope SCOPE = new ReplayScope("r", "0a", ReplayScope.Kind.SENDERS);

    @Test
    void inMemory_record_isThereUntilForgotten() {
        ReplayStore store = ReplayStore.inMemory();
        store.update(new ReplayKey(SCOPE, "a"), before -> ReplayRecord.ofBytes(new byte[] {1}));
        store.update(new ReplayKey(SCOPE, "b"), before -> ReplayRecord.ofBytes(new byte[] {2}));
        store.update(new ReplayKey(SCOPE, "c"), before -> null);
        store.update(new ReplayKey(SCOPE, "a"), before -> null);

        assertThat(store.size(SCOPE)).isEqualTo(2);
        assertThat(store.forget(SCOPE, record -> record.encode()[0] == 1)).isEqualTo(1);
        assertThat(store.size(SCOPE)).isEqualTo(1);
        assertThat(store.lasting()).isFalse();
        assertThat(store).hasToString("ReplayStore[in memory]");
    }

    @Test
    void ofBytes_arrayChanged_staysAsItWas() {
        byte[] bytes = {1};
        ReplayRecord record = ReplayRecord.ofBytes(bytes);
        bytes[0] = 2;
        record.encode()[0] = 3;

        assertThat(record.encode()).containsExactly(1);
    }

    @Test
    void new_receiverWithoutName_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplayScope("", "0a", ReplayScope.Kind.TOPICS))
                .withMessageContaining("name");
    }

    @Test
    void roles_each_sayWhatIsDone() {
        assertThat(Role.PUBLISHER.seals()).isTrue();
        assertThat(Role.PUBLISHER.opens()).isFalse();
        assertThat(Role.SUBSCRIBER.seals()).isFalse();
        assertThat(Role.SUBSCRIBER.opens()).isTrue();
        assertThat(Role.BOTH.seals()).isTrue();
        assertThat(Role.BOTH.opens()).isTrue();
    }
}

package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gradus.message.TopicFilter;
import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.key.KeyId;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NewKeyTest {

    @Test
    void build_given_isTakenAsItIs() {
        byte[] material = Example.material();
        NewKeyBuilder builder = NewKey.direct("AES-CCM-16-64-256")
                .id("00")
                .copyOf(material)
                .allowShortTag()
                .baseIv(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
                .notBefore(Example.TIME);
        Arrays.fill(material, (byte) 0);

        KeyEntry key = builder.build().entry(Optional.empty(), Example.TIME, new SecureRandom());

        assertThat(key.id()).isEqualTo(KeyId.parse("00"));
        assertThat(key.material()).hasValueSatisfying(found -> assertThat(found).isEqualTo(Example.material()));
        assertThat(key.baseNonce())
                .hasValueSatisfying(
                        found -> assertThat(found).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));
        assertThat(key.terms().scheme().shortTagAllowed()).isTrue();
        assertThat(key.terms().times().added()).contains(Example.TIME);
        assertThat(key.terms().times().notBefore()).contains(Example.TIME);
    }

    @Test
    void entry_nothingGiven_isRandomEachTime() {
        NewKey key = NewKey.derived("A128GCM").build();
        KeyEntry one = key.entry(Optional.empty(), Example.TIME, new SecureRandom());
        KeyEntry other = key.entry(Optional.empty(), Example.TIME, new SecureRandom());

        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(one.id().sizeBytes()).isEqualTo(4);
        assertThat(one.material().orElseThrow())
                .hasSize(32)
                .isNotEqualTo(other.material().orElseThrow());
        assertThat(NewKey.cbc("A128CBC")
                        .build()
                        .entry(Optional.empty(), Example.TIME, new SecureRandom())
                        .material()
                        .orElseThrow())
                .hasSize(16);
    }

    @Test
    void entry_randomIdThatIsOrWasUsed_isDrawnAgain() {
        Keyset keyset = Keyset.of(NewKey.derived("A128GCM").id("01010101").build())
                .add(NewKey.derived("A128GCM").id("02020202").build())
                .destroy("02020202");
        SecureRandom random = new InsecureScriptedRandom(List.of((byte) 1, (byte) 2, (byte) 3, (byte) 4));

        KeyEntry key = NewKey.derived("A128GCM").build().entry(Optional.of(keyset.ring()), Example.TIME, random);

        assertThat(key.id()).hasToString("03030303");
    }

    @Test
    void build_otherLength_isRefused() {
        for (int size : new int[] {0, 16, 31, 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            NewKey.derived("A128GCM").copyOf(new byte[size]).build())
                    .withMessageContainingAll("derived for A128GCM is 32 bytes, found " + size);
        }
    }

    @Test
    void build_brokenRule_isRefused() {
        assertRefused("allow short tags", NewKey.direct("AES-CCM-16-64-128"));
        assertRefused("no such algorithm", NewKey.cbc("A128GCM"));
        assertRefused("leave $share/", NewKey.direct("A128GCM").topics(TopicFilter.shared("g", "a")));
        assertRefused("1 to 32 bytes", NewKey.direct("A128GCM").senders(""));
        assertRefused("only a direct key", NewKey.derived("A128GCM").baseIv(new byte[1]));
        assertRefused(
                "not-before is not after open-until",
                NewKey.derived("A128GCM").notBefore(Example.TIME).openUntil(Example.TIME.minusNanos(1)));
        assertRefused(
                "seal-until is not after open-until",
                NewKey.derived("A128GCM").sealUntil(Example.TIME).openUntil(Example.TIME.minusNanos(1)));
    }

    @Test
    void builder_sameTwice_isRefused() {
        assertTwice("id", builder -> builder.id("00"));
        assertTwice("key", builder -> builder.copyOf(new byte[32]));
        assertTwice("topics", builder -> builder.topics(TopicFilter.of("a")));
        assertTwice("senders", builder -> builder.senders("s"));
        assertTwice("notBefore", builder -> builder.notBefore(Example.TIME));
        assertTwice("sealUntil", builder -> builder.sealUntil(Example.TIME));
        assertTwice("openUntil", builder -> builder.openUntil(Example.TIME));
        assertTwice("baseIv", builder -> builder.baseIv(new byte[1]));
        assertTwice("allowShortTag", NewKeyBuilder::allowShortTag);
    }

    @Test
    void close_twice_canNotBeAdded() {
        NewKey key = NewKey.derived("A128GCM").copyOf(Example.material()).build();
        NewKey random = NewKey.derived("A128GCM").build();

        key.close();
        key.close();
        random.close();

        assertThatIllegalStateException().isThrownBy(() -> Keyset.of(key)).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> Keyset.of(random));
    }

    @Test
    void build_twice_refusesTheOverwrittenKey() {
        NewKeyBuilder builder = NewKey.derived("A128GCM").copyOf(Example.material());
        builder.build();

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("built once");
    }

    @Test
    void toString_any_showsNoKey() {
        assertThat(NewKey.derived("A128GCM").id("00").copyOf(Example.material()).build())
                .hasToString("NewKey[id=00, derived, A128GCM]");
        assertThat(NewKey.cbc("A128CBC").build()).hasToString("NewKey[cbc, A128CBC]");
    }

    private static void assertRefused(String part, NewKeyBuilder builder) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(part);
    }

    private static void assertTwice(String name, UnaryOperator<NewKeyBuilder> given) {
        assertThatIllegalStateException()
                .isThrownBy(() -> given.apply(given.apply(NewKey.direct("A128GCM"))))
                .withMessage(name + " is given once, found it twice: leave one out");
    }

    /** Each call fills the array with the next byte. */
    private static final class InsecureScriptedRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final transient Deque<Byte> script;

        InsecureScriptedRandom(List<Byte> script) {
            this.script = new ArrayDeque<>(script);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, script.remove());
        }
    }
}

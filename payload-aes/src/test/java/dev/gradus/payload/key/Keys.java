package dev.gradus.payload.key;

import dev.gradus.message.TopicFilter;
import dev.gradus.payload.aead.Algorithm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Keys for tests: their bytes are random, of a seed made of the id. */
final class Keys {

    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    static final KeyScheme A128 = KeyScheme.of(KeyForm.DERIVED, "A128GCM", false, Optional.empty());
    static final KeyScheme DIRECT = KeyScheme.of(KeyForm.DIRECT, "A256GCM", false, Optional.empty());
    static final KeyScheme CBC = KeyScheme.of(KeyForm.CBC, "A128CBC", false, Optional.empty());

    private Keys() {}

    static KeyId id(String hex) {
        return KeyId.parse(hex);
    }

    static byte[] material(String id, int size) {
        byte[] bytes = new byte[size];
        new Random(id.hashCode()).nextBytes(bytes);
        return bytes;
    }

    static KeyTerms terms(String id, KeyState state, String... topics) {
        return new KeyTerms(id(id), A128, state, KeyTimes.ALWAYS, scope(topics));
    }

    static KeyScope scope(String... topics) {
        return new KeyScope(Stream.of(topics).map(TopicFilter::of).toList(), List.of());
    }

    static KeyEntry key(KeyTerms terms) {
        return KeyEntry.copyOf(
                terms, material(terms.id().toString(), terms.scheme().keySizeBytes()));
    }

    static KeyEntry key(String id, KeyState state, String... topics) {
        return key(terms(id, state, topics));
    }

    static KeyEntry key(String id, KeyScheme scheme, KeyState state) {
        return key(new KeyTerms(id(id), scheme, state, KeyTimes.ALWAYS, KeyScope.ALL));
    }

    static KeyEntry added(String id, Instant when, String... topics) {
        return key(new KeyTerms(id(id), A128, KeyState.ADDED, KeyTimes.ALWAYS.addedAt(when), scope(topics)));
    }

    static KeyTimes times(String notBefore, String sealUntil, String openUntil) {
        return new KeyTimes(Optional.empty(), time(notBefore), time(sealUntil), time(openUntil));
    }

    private static Optional<Instant> time(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    static KeyRing ring(long generation, KeyEntry... keys) {
        return KeyRing.owning(generation, List.of(keys), List.of());
    }

    static List<String> states(KeyRing ring) {
        return ring.entries().stream()
                .map(key -> key.id() + " " + key.state().text())
                .toList();
    }

    /** A ring with all that can be said of a key. */
    static KeyRing full() {
        KeyTimes times = new KeyTimes(
                Optional.of(Instant.parse("2026-01-01T00:00:00.123456789Z")),
                Optional.of(Instant.parse("2026-01-02T00:00:00Z")),
                Optional.of(Instant.parse("2026-02-01T00:00:00Z")),
                Optional.of(Instant.parse("2026-03-01T00:00:00Z")));
        KeyScope scope = new KeyScope(
                List.of(TopicFilter.of("gh/+/t"), TopicFilter.of("gh/ü/#")), List.of("gh-7", "Gewächshaus \"8\""));
        KeyScheme shortTag = new KeyScheme(
                KeyForm.DIRECT,
                Optional.of(Algorithm.AES_CCM_64_64_128),
                Optional.empty(),
                true,
                Optional.of("00ff00ff00ff00"),
                false);
        return KeyRing.owning(
                7,
                List.of(
                        key("a1b2c3d4", KeyState.PRIMARY),
                        key(new KeyTerms(id("00"), A128, KeyState.ADDED, times, scope)),
                        key("0102030405060708", KeyState.RETIRED),
                        key("d0", shortTag, KeyState.PRIMARY),
                        key("d1", DIRECT, KeyState.ADDED),
                        key("d2", DIRECT.sealingOnly(), KeyState.ADDED),
                        key("c0", CBC, KeyState.PRIMARY)),
                List.of(new Tombstone(id("ff"), Instant.parse("2025-12-31T23:59:59Z"))));
    }
}

package dev.gradus.payload.key;

import dev.gradus.message.TopicFilter;
import dev.gradus.payload.aead.Algorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a ring from JSON, strictly. The shape is at {@link KeyRingFormat}. For one thread.
 */
final class KeyRingJsonReader {

    private static final Pattern FORMAT_VERSION = Pattern.compile("1");
    private static final Pattern GENERATION = Pattern.compile("[1-9][0-9]{0,14}");
    private static final Pattern FORM = anyOf(Stream.of(KeyForm.values()).map(KeyForm::text));
    private static final Pattern STATE =
            anyOf(Stream.concat(Stream.of(KeyState.values()).map(KeyState::text), Stream.of(KeyRingFormat.DESTROYED)));
    private static final Pattern ALGORITHM = anyOf(Stream.concat(
            Stream.of(Algorithm.values()).map(Algorithm::coseName),
            Stream.of(CbcAlgorithm.values()).map(CbcAlgorithm::coseName)));
    private static final Pattern MATERIAL = Pattern.compile("([0-9a-f]{32}){1,2}|[0-9a-f]{48}");
    private static final Pattern BASE_NONCE = Pattern.compile("([0-9a-f]{2}){1,13}");
    private static final Pattern INSTANT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

    private static final Set<String> NEEDED = Set.of("kid", "form", "alg", "state", "key");
    private static final Set<String> ALLOWED = Set.of(
            "kid",
            "form",
            "alg",
            "state",
            "key",
            "added",
            "not-before",
            "seal-until",
            "open-until",
            "topics",
            "senders",
            "allow-short-tag",
            "seal-only",
            "base-iv");
    private static final Set<String> TOMBSTONE = Set.of("kid", "state", KeyRingFormat.DESTROYED);

    private final StrictJson in;
    private final List<KeyEntry> entries = new ArrayList<>();
    private final List<Tombstone> tombstones = new ArrayList<>();
    private long generation;
    private boolean dead;

    private KeyRingJsonReader(StrictJson in) {
        this.in = in;
    }

    /** Reads a ring; the source is named in errors. */
    static KeyRing read(byte[] content, String source) {
        StrictJson in = new StrictJson(
                new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8.newDecoder()), source);
        KeyRingJsonReader reader = new KeyRingJsonReader(in);
        boolean done = false;
        try {
            KeyRing ring = reader.ring();
            done = true;
            return ring;
        } catch (IOException e) {
            throw in.malformed();
        } finally {
            if (!done) {
                reader.entries.forEach(KeyEntry::close);
            }
        }
    }

    private KeyRing ring() throws IOException {
        String place = in.place();
        Map<String, StrictJson.Field> fields = Map.of(
                "gradus-keyset",
                () -> in.number("version 1 of the format, the one that this version reads", FORMAT_VERSION),
                "generation",
                () -> generation = in.number("a generation of 1 to " + KeyRing.MAX_GENERATION, GENERATION),
                "keys",
                () -> in.array(this::key));
        in.names(place, in.object(fields), fields.keySet(), fields.keySet());
        in.end();
        try {
            return KeyRing.owning(generation, entries, tombstones);
        } catch (IllegalArgumentException e) {
            throw in.broken("$.keys", e);
        }
    }

    private void key() throws IOException {
        String place = in.place();
        dead = false;
        try (KeyDraft draft = new KeyDraft()) {
            Set<String> seen = in.object(fields(draft));
            in.names(place, seen, dead ? TOMBSTONE : NEEDED, dead ? TOMBSTONE : ALLOWED);
            take(place, draft);
        }
    }

    private void take(String place, KeyDraft draft) {
        try {
            if (dead) {
                tombstones.add(draft.tombstone());
            } else {
                entries.add(draft.entry());
            }
        } catch (IllegalArgumentException e) {
            throw in.broken(place, e);
        }
    }

    private Map<String, StrictJson.Field> fields(KeyDraft draft) {
        return Map.ofEntries(
                Map.entry("kid", () -> draft.id = in.value(KeyId.EXPECTED, KeyId::parse)),
                Map.entry("form", () -> draft.form = form(in.text("derived, direct or cbc", FORM))),
                Map.entry(
                        "alg",
                        () -> draft.algorithm = in.text("the COSE name of an algorithm, such as A128GCM", ALGORITHM)),
                Map.entry("state", () -> state(draft, in.text("added, primary, retired or destroyed", STATE))),
                Map.entry("key", () -> material(draft)),
                Map.entry("added", () -> draft.added = instant()),
                Map.entry("not-before", () -> draft.notBefore = instant()),
                Map.entry("seal-until", () -> draft.sealUntil = instant()),
                Map.entry("open-until", () -> draft.openUntil = instant()),
                Map.entry(KeyRingFormat.DESTROYED, () -> draft.destroyed = instant()),
                Map.entry(
                        "topics", () -> in.array(() -> draft.topics.add(in.value("a topic filter", TopicFilter::of)))),
                Map.entry("senders", () -> in.array(() -> draft.senders.add(in.value("a sender id", text -> text)))),
                Map.entry("allow-short-tag", () -> draft.shortTagAllowed = in.mark()),
                Map.entry("seal-only", () -> draft.sealsOnly = in.mark()),
                Map.entry(
                        "base-iv",
                        () -> draft.baseNonce = in.text("1 to 13 bytes in lower-case hexadecimal", BASE_NONCE)));
    }

    private void material(KeyDraft draft) throws IOException {
        String hex = in.secret("16, 24 or 32 bytes in lower-case hexadecimal, 64 digits for a derived key", MATERIAL);
        draft.material = HexFormat.of().parseHex(hex);
    }

    private Instant instant() throws IOException {
        return in.value("a time in UTC such as 2026-01-31T12:00:00Z", text -> {
            if (!INSTANT.matcher(text).matches()) {
                throw new IllegalArgumentException();
            }
            return Instant.parse(text);
        });
    }

    private void state(KeyDraft draft, String text) {
        dead = text.equals(KeyRingFormat.DESTROYED);
        Arrays.stream(KeyState.values()).filter(one -> one.text().equals(text)).forEach(one -> draft.state = one);
    }

    private static KeyForm form(String text) {
        return Arrays.stream(KeyForm.values())
                .filter(one -> one.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static Pattern anyOf(Stream<String> texts) {
        return Pattern.compile(texts.map(Pattern::quote).collect(Collectors.joining("|")));
    }
}

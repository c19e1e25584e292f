package dev.gradus.payload.key;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes a ring as JSON, the same ring always the same. For one thread. */
final class KeyRingJsonWriter {

    private final JsonWriter out;

    private KeyRingJsonWriter(JsonWriter out) {
        this.out = out;
    }

    /** The text, for the caller to overwrite; the closing of the writer overwrites the rest but for the digits. */
    static byte[] write(KeyRing ring) {
        try (WipedText text = new WipedText()) {
            JsonWriter json = new JsonWriter(text);
            json.setIndent("  ");
            new KeyRingJsonWriter(json).ring(ring);
            text.write("\n", 0, 1);
            return text.utf8();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    private void ring(KeyRing ring) throws IOException {
        out.beginObject();
        out.name("gradus-keyset").value(1);
        // A ring from a format that counts nothing begins to be counted here.
        out.name("generation").value(Math.max(1, ring.generation()));
        out.name("keys").beginArray();
        for (KeyEntry entry : ring.entries()) {
            key(entry);
        }
        for (Tombstone stone : ring.tombstones()) {
            out.beginObject();
            out.name("kid").value(stone.id().toString());
            out.name("state").value(KeyRingFormat.DESTROYED);
            out.name(KeyRingFormat.DESTROYED).value(stone.destroyed().toString());
            out.endObject();
        }
        out.endArray();
        out.endObject();
    }

    private void key(KeyEntry entry) throws IOException {
        KeyTerms terms = entry.terms();
        out.beginObject();
        out.name("kid").value(terms.id().toString());
        out.name("form").value(terms.scheme().form().text());
        out.name("alg").value(terms.scheme().algorithmName());
        out.name("state").value(terms.state().text());
        time("added", terms.times().added());
        time("not-before", terms.times().notBefore());
        time("seal-until", terms.times().sealUntil());
        time("open-until", terms.times().openUntil());
        texts("topics", terms.scope().topics());
        texts("senders", terms.scope().senders());
        if (terms.scheme().shortTagAllowed()) {
            out.name("allow-short-tag").value(true);
        }
        if (terms.scheme().sealsOnly()) {
            out.name("seal-only").value(true);
        }
        if (terms.scheme().baseNonce().isPresent()) {
            out.name("base-iv").value(terms.scheme().baseNonce().get());
        }
        material(entry);
        out.endObject();
    }

    private void material(KeyEntry entry) throws IOException {
        byte[] material = entry.openMaterial();
        try {
            out.name("key").value(HexFormat.of().formatHex(material));
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }

    private void time(String name, Optional<Instant> time) throws IOException {
        if (time.isPresent()) {
            out.name(name).value(time.get().toString());
        }
    }

    private void texts(String name, List<?> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        out.name(name).beginArray();
        for (Object text : texts) {
            out.value(text.toString());
        }
        out.endArray();
    }
}

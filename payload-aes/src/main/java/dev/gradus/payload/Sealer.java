package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.ByteRange;
import dev.gradus.payload.cose.EnvelopeLayout;
import dev.gradus.payload.cose.MessageName;
import dev.gradus.payload.cose.ProtectedHeaderWriter;
import dev.gradus.payload.cose.Segments;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.payload.replay.Moment;
import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Seals as one sender, under each key in one session after the other. Safe for many threads: numbers are given one by
 * one, the ciphers run side by side.
 */
final class Sealer {

    private final Keys keys;
    private final SenderId sender;
    private final SealOptions options;
    private final SessionNumbers numbers;
    private final Environment environment;

    /** By key; read and replaced under the lock of this object only. */
    private final Map<KeyInUse, SealingSession> sessions = new HashMap<>();

    /** How often the process had come back from an image when the sessions began. */
    private int restores = Restores.ofProcess().count();

    Sealer(Keys keys, SenderId sender, SealOptions options, SessionNumbers numbers) {
        this.keys = keys;
        this.sender = sender;
        this.options = options;
        this.numbers = numbers;
        this.environment = keys.environment();
    }

    SenderId sender() {
        return sender;
    }

    /** Seals a payload into an envelope. */
    byte[] seal(TopicName topic, byte[] plaintext, Attributes attributes) {
        Sealing sealing = begin(topic, plaintext.length, attributes, options);
        byte[] padded = options.padTo() == 0 ? plaintext : Padding.pad(plaintext, options.padTo());
        byte[] envelope = new byte[SealedSize.ofPacket(sealing.layout().sizeBytes())];
        sealing.layout().writeHead(envelope);
        int from = sealing.layout().headSizeBytes();
        if (sealing.segments().isEmpty()) {
            sealing.whole(ByteRange.of(padded), ByteRange.of(envelope, from, envelope.length - from));
        } else {
            sealAll(sealing, padded, envelope, from);
        }
        return envelope;
    }

    private static void sealAll(Sealing sealing, byte[] plaintext, byte[] envelope, int start) {
        Segments segments = sealing.segments().orElseThrow();
        int from = start;
        for (long i = 0; i < segments.count(); i++) {
            int size = segments.sizeOf(i);
            ByteRange in = ByteRange.of(plaintext, (int) (i * segments.sizeBytes()), size);
            ByteRange out = ByteRange.of(envelope, from, size + sealing.tagSizeBytes());
            sealing.segment(i, in, out);
            from += out.length();
        }
    }

    /** Seals what is written to a stream into an envelope of segments; the length is that of the plaintext. */
    SealingStream sealInto(OutputStream out, TopicName topic, long length, Attributes attributes) throws IOException {
        return new SealingStream(out, begin(topic, length, attributes, options.streamed()), length);
    }

    /** Gives a message its key, session and number, and fixes all of its envelope but the ciphertext. */
    Sealing begin(TopicName topic, long plaintextSize, Attributes attributes, SealOptions how) {
        Moment now = environment.now();
        KeyInUse key = keys.sealing(topic, now);
        long size = options.sealedBytes(plaintextSize);
        Optional<Segments> segments = how.segments(key.algorithm(), size);
        long ciphertextSize = how.ciphertextBytes(key.algorithm(), size);
        long largest = EnvelopeLayout.largest(
                ProtectedHeaderWriter.MAX_FIXED_BYTES, key.idBytes().length, sender.sizeBytes(), ciphertextSize);
        SealedSize.ofPacket(largest);
        long calls = segments.map(Segments::count).orElse(1L);
        long perCall = topic.value().length() * 3L;
        Place place = place(key, topic, new Load(calls, size + calls * perCall, now));
        byte[] header = header(key, completed(attributes, now), place.previous(), segments);
        MessageName name = new MessageName(key.idBytes(), place.session().context(), place.number());
        return new Sealing(
                new EnvelopeLayout(header, name, ciphertextSize),
                segments,
                place.session().cipher(),
                new Sealing.Bound(
                        place.number(), place.session().data().associatedData(header, topic, name), key.algorithm()));
    }

    private byte[] header(KeyInUse key, Attributes attributes, OptionalLong previous, Optional<Segments> segments) {
        boolean padded = options.padTo() > 0;
        if (attributes == Attributes.live() && previous.isEmpty() && segments.isEmpty() && !padded) {
            return key.liveHeader();
        }
        ProtectedHeaderWriter writer = ProtectedHeaderWriter.of(attributes).previous(previous);
        writer = segments.map(writer::segments).orElse(writer);
        return (padded ? writer.padded() : writer).encode(key.algorithm().code());
    }

    /** With the time of creation where one is needed. */
    private static Attributes completed(Attributes attributes, Moment now) {
        boolean needed =
                attributes.kind() != MessageKind.LIVE || attributes.lifetime().isPresent();
        return needed && attributes.created().isEmpty() ? attributes.createdAt(now.instant()) : attributes;
    }

    /** Takes a session as the one under the key for a topic; for tests of bytes that are known. */
    synchronized void insecureUse(SessionId id, TopicName topic, long number, OptionalLong before) {
        Moment now = environment.now();
        KeyInUse key = keys.sealing(topic, now);
        byte[] context = new SessionContext(id, sender).encode();
        SealingSession session = new SealingSession(context, key.derive(context), now);
        session.insecureGoOn(number, topic, before);
        sessions.put(key, session);
    }

    private synchronized Place place(KeyInUse key, TopicName topic, Load load) {
        endAfterRestore();
        SealingSession session = sessions.get(key);
        if (session == null || !session.admits(load.calls(), load.bytes(), load.now())) {
            sessions.keySet().removeIf(old -> old.closed());
            byte[] context = new SessionContext(numbers.next(), sender).encode();
            session = new SealingSession(context, key.derive(context), load.now());
            sessions.put(key, session);
        }
        long number = session.take(load.calls(), load.bytes());
        return new Place(session, number, options.previous() ? session.previous(topic, number) : OptionalLong.empty());
    }

    private void endAfterRestore() {
        int now = Restores.ofProcess().count();
        if (now != restores) {
            restores = now;
            sessions.clear();
        }
    }

    /** What a message takes of its session, and when. */
    private record Load(long calls, long bytes, Moment now) {}

    /** Where a message goes: a session, a number in it, and the number before on its topic. */
    private record Place(SealingSession session, long number, OptionalLong previous) {}
}

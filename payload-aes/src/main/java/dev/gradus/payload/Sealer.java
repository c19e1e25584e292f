package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.AssociatedData;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Seals as one sender, in one session after the other. Safe for many threads. */
final class Sealer {

    private final Key key;
    private final SenderId sender;
    private final SessionNumbers numbers;
    private final Environment environment;

    /** Read and replaced under the lock of this object only. */
    private @Nullable SealingSession session;

    Sealer(Key key, SenderId sender, SessionNumbers numbers, Environment environment) {
        this.key = key;
        this.sender = sender;
        this.numbers = numbers;
        this.environment = environment;
    }

    byte[] seal(TopicName topic, byte[] plaintext) {
        if (key.closed()) {
            throw closed();
        }
        SealedSize.ofPacket(EnvelopeLayout.largest(key, sender.sizeBytes(), plaintext.length));
        Place place = place(plaintext.length + (long) topic.value().length() * 3);
        SealingSession in = place.session();
        EnvelopeLayout layout = new EnvelopeLayout(key, in.context(), place.number(), plaintext.length);
        byte[] associatedData =
                AssociatedData.encode(EnvelopeLayout.protectedHeader(key), topic, key.idBytes(), in.context());
        byte[] envelope = new byte[layout.sizeBytes()];
        int from = layout.writeHead(envelope);
        in.cipher()
                .seal(
                        place.number(),
                        associatedData,
                        plaintext,
                        ByteBuffer.wrap(envelope).position(from));
        return envelope;
    }

    private synchronized Place place(long bytes) {
        SealingSession current = session;
        if (current == null || !current.admits(bytes, environment)) {
            byte[] context = new SessionContext(numbers.next(), sender).encode();
            SessionCipher cipher = KeyDerivation.derive(key, context).orElseThrow(this::closed);
            current = new SealingSession(context, cipher, environment);
            session = current;
        }
        return new Place(current, current.take(bytes));
    }

    private SecureMqttException closed() {
        return new SecureMqttException(
                Reason.SECRET_UNAVAILABLE,
                "the keyset with the key " + key.id() + " was closed: close it after the last message");
    }

    /** Where a message goes: a session and a number in it. */
    private record Place(SealingSession session, long number) {}
}

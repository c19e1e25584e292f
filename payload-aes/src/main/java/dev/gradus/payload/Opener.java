package dev.gradus.payload;

import dev.gradus.message.PacketSize;
import dev.gradus.message.TopicName;
import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.AssociatedData;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.ProtectedHeader;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Opens envelopes. Safe for many threads.
 *
 * <p>The order is that of cost and trust: size, grammar, key id, algorithm, own sender, a look at the replay state, and
 * only then decryption; nothing is remembered before the envelope was found authentic.
 */
final class Opener {

    private final KeyState state;
    private final byte[] keyId;
    private final Environment environment;

    Opener(KeyState state, Environment environment) {
        this.state = state;
        this.keyId = state.key().idBytes();
        this.environment = environment;
    }

    /** Opens what arrived on a topic; what the sender given has sealed is its own. */
    Opened open(TopicName topic, byte[] bytes, Optional<SenderId> self) {
        if (bytes.length > PacketSize.MAX_REMAINING_LENGTH) {
            return new Opened.Rejected(Outcome.MALFORMED, "an envelope fits an MQTT packet, found " + bytes.length);
        }
        Envelope envelope;
        try {
            envelope = EnvelopeParser.parse(bytes);
        } catch (MalformedException e) {
            return new Opened.Rejected(Outcome.MALFORMED, e.detail());
        }
        SessionContext context = SessionContext.decode(envelope.context());
        return refusal(envelope, context, self)
                .<Opened>map(refused -> refused)
                .orElseGet(() -> decrypt(topic, ByteBuffer.wrap(bytes), envelope, context));
    }

    private Optional<Opened.Rejected> refusal(Envelope envelope, SessionContext context, Optional<SenderId> self) {
        ProtectedHeader header = envelope.header();
        if (!Arrays.equals(envelope.keyId(), keyId)) {
            return Optional.of(new Opened.Rejected(
                    Outcome.UNKNOWN_KEY,
                    "no key has the id " + HexFormat.of().formatHex(envelope.keyId()) + ", known is "
                            + state.key().id()));
        }
        if (header.algorithm() != state.key().algorithm().code()) {
            return Optional.of(new Opened.Rejected(
                    Outcome.UNSUPPORTED_ALGORITHM,
                    "the key " + state.key().id() + " is for algorithm "
                            + state.key().algorithm().code() + ", found " + header.algorithm()));
        }
        if (header.extended()) {
            return Optional.of(new Opened.Rejected(
                    Outcome.UNSUPPORTED_ALGORITHM,
                    "this version opens live messages sealed as a whole, found a header extension (segments, retained,"
                            + " will, times, response topic, ...)"));
        }
        if (self.isPresent() && self.get().equals(context.sender())) {
            return Optional.of(new Opened.Rejected(Outcome.OWN, "sealed as " + context.sender() + ", by this client"));
        }
        Outcome outcome = state.replay().judge(context, envelope.number()).outcome();
        return outcome.deliverable() ? Optional.empty() : Optional.of(rejected(outcome, envelope, context));
    }

    private Opened decrypt(TopicName topic, ByteBuffer bytes, Envelope envelope, SessionContext context) {
        bytes.position(envelope.ciphertextFrom());
        Optional<SessionCipher> cipher = state.cipher(context, envelope.context());
        if (cipher.isEmpty()) {
            return new Opened.Rejected(
                    Outcome.UNKNOWN_KEY,
                    "the keyset with the key " + state.key().id() + " was closed");
        }
        Optional<byte[]> plaintext = Optional.empty();
        // A provider's check of the length would be an exception of the wrong kind, or none.
        if (bytes.remaining() >= state.key().algorithm().tagSizeBytes()) {
            byte[] associatedData =
                    AssociatedData.encode(envelope.header().encoded(), topic, envelope.keyId(), envelope.context());
            plaintext = cipher.get().open(envelope.number(), associatedData, bytes);
        }
        if (plaintext.isEmpty()) {
            return new Opened.Rejected(
                    Outcome.NOT_AUTHENTIC,
                    "under the key " + state.key().id() + " and for this topic the tag is another one");
        }
        state.keep(context, cipher.get());
        ReplayTable.Verdict verdict = state.replay().take(context, envelope.number());
        if (!verdict.outcome().deliverable()) {
            return rejected(verdict.outcome(), envelope, context);
        }
        String sender = context.sender().toString();
        return new Opened.Accepted(
                plaintext.get(),
                new Provenance(verdict.outcome(), state.key().id(), sender, envelope.number(), verdict.firstContact()));
    }

    private Opened.Rejected rejected(Outcome outcome, Envelope envelope, SessionContext context) {
        String detail = "number " + envelope.number() + " in session " + context.session() + " of " + context.sender()
                + ", this clock says " + environment.wall().instant();
        return new Opened.Rejected(outcome, detail);
    }
}

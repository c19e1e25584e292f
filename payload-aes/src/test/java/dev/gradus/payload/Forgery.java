package dev.gradus.payload;

import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.EnvelopeLayout;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.MessageName;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import java.util.Arrays;
import java.util.HexFormat;

/** What somebody without the key can make of an envelope: another one by the grammar, around the same ciphertext. */
final class Forgery {

    private Forgery() {}

    static byte[] withHeader(byte[] envelope, byte[] protectedHeader) {
        return assembled(protectedHeader, parsed(envelope).name(), ciphertext(envelope));
    }

    static byte[] withKeyId(byte[] envelope, String keyId) {
        MessageName name = parsed(envelope).name();
        return withName(envelope, new MessageName(HexFormat.of().parseHex(keyId), name.context(), name.number()));
    }

    static byte[] withNumber(byte[] envelope, long number) {
        MessageName name = parsed(envelope).name();
        return withName(envelope, new MessageName(name.keyId(), name.context(), number));
    }

    static byte[] withSender(byte[] envelope, String sender) {
        MessageName name = parsed(envelope).name();
        SessionContext context = new SessionContext(
                SessionContext.decode(name.context()).session(), SenderId.ofText("forged name", sender));
        return withName(envelope, new MessageName(name.keyId(), context.encode(), name.number()));
    }

    static byte[] withCiphertext(byte[] envelope, byte[] ciphertext) {
        Envelope parsed = parsed(envelope);
        return assembled(parsed.header().encoded(), parsed.name(), ciphertext);
    }

    static byte[] ciphertext(byte[] envelope) {
        return Arrays.copyOfRange(envelope, parsed(envelope).ciphertextFrom(), envelope.length);
    }

    static Envelope parsed(byte[] envelope) {
        try {
            return EnvelopeParser.parse(envelope);
        } catch (MalformedException e) {
            throw new IllegalArgumentException("what was captured is no envelope", e);
        }
    }

    private static byte[] withName(byte[] envelope, MessageName name) {
        return assembled(parsed(envelope).header().encoded(), name, ciphertext(envelope));
    }

    private static byte[] assembled(byte[] protectedHeader, MessageName name, byte[] ciphertext) {
        EnvelopeLayout layout = new EnvelopeLayout(protectedHeader, name, ciphertext.length);
        byte[] forged = new byte[Math.toIntExact(layout.sizeBytes())];
        layout.writeHead(forged);
        System.arraycopy(ciphertext, 0, forged, layout.headSizeBytes(), ciphertext.length);
        return forged;
    }
}

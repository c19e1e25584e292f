package dev.gradus.payload.cose;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.CborWriter;
import java.nio.charset.StandardCharsets;

/**
 * What is authenticated with the plaintext (RFC 9052 §5.3).
 *
 * <pre>
 * AAD          = CBOR ["Encrypt0", protected bstr, external_aad bstr]
 * external_aad = CBOR ["gradus/1", topic tstr, kid bstr, kctx bstr]
 * </pre>
 *
 * <p>The topic stands there so that a copy on another topic is not authentic; kid and kid context stand there since the
 * unprotected header is only what it says.
 */
public final class AssociatedData {

    private static final byte[] CONTEXT = "Encrypt0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "gradus/1".getBytes(StandardCharsets.US_ASCII);

    private AssociatedData() {}

    public static byte[] encode(byte[] protectedHeader, TopicName topic, MessageName message) {
        byte[] keyId = message.keyId();
        byte[] context = message.context();
        byte[] name = topic.value().getBytes(StandardCharsets.UTF_8);
        long external = 1
                + CborWriter.stringSize(VERSION.length)
                + CborWriter.stringSize(name.length)
                + CborWriter.stringSize(keyId.length)
                + CborWriter.stringSize(context.length);
        long size = 1
                + CborWriter.stringSize(CONTEXT.length)
                + CborWriter.stringSize(protectedHeader.length)
                + CborWriter.stringSize(external);
        return new CborWriter((int) size)
                .head(CborType.ARRAY, 3)
                .text(CONTEXT)
                .bytes(protectedHeader)
                .head(CborType.BYTES, external)
                .head(CborType.ARRAY, 4)
                .text(VERSION)
                .text(name)
                .bytes(keyId)
                .bytes(context)
                .array();
    }
}

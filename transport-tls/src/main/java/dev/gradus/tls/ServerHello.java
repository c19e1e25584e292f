package dev.gradus.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What matters in a ServerHello, which is always in clear: version (2 bytes), random (32), session id (1 + up to 32), suite
 * (2), compression (1), extensions (2 + any), each of type (2), length (2) and content (RFC 5246 section 7.4.1.3, RFC 8446
 * section 4.1.3).
 *
 * @param isTls13 whether it chooses TLS 1.3
 * @param extensions the types of its extensions
 */
record ServerHello(boolean isTls13, Set<Integer> extensions) {

    private static final int RANDOM_BYTES = 32;
    private static final int TLS_1_3 = 0x0304;

    /** RFC 8446 section 4.2.1. */
    private static final int SUPPORTED_VERSIONS = 43;

    /** RFC 7627 section 5.1. */
    private static final int EXTENDED_MASTER_SECRET = 23;

    /** RFC 5746 section 3.2. */
    private static final int RENEGOTIATION_INFO = 0xFF01;

    ServerHello {
        extensions = Set.copyOf(extensions);
    }

    /** Reads the content of the message, without its type and length; empty if it is not of this form. */
    static Optional<ServerHello> parse(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        try {
            skip(in, Short.BYTES + RANDOM_BYTES);
            skip(in, Byte.toUnsignedInt(in.get()));
            skip(in, Short.BYTES + Byte.BYTES);
            return Optional.of(extensions(in));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ServerHello extensions(ByteBuffer in) {
        Set<Integer> types = new HashSet<>();
        boolean tls13 = false;
        if (in.hasRemaining()) {
            int size = Short.toUnsignedInt(in.getShort());
            if (size != in.remaining()) {
                throw new IllegalArgumentException("the extensions have another length than they say");
            }
        }
        while (in.hasRemaining()) {
            int type = Short.toUnsignedInt(in.getShort());
            int size = Short.toUnsignedInt(in.getShort());
            if (size > in.remaining()) {
                throw new IllegalArgumentException("an extension that is cut off");
            }
            if (type == SUPPORTED_VERSIONS && size == Short.BYTES) {
                tls13 = in.getShort(in.position()) == TLS_1_3;
            }
            types.add(type);
            skip(in, size);
        }
        return new ServerHello(tls13, types);
    }

    private static void skip(ByteBuffer in, int bytes) {
        in.position(in.position() + bytes);
    }

    /** What a TLS 1.2 handshake needs and this one lacks; empty if it lacks nothing. */
    Optional<String> lack() {
        if (isTls13) {
            return Optional.empty();
        }
        if (!extensions.contains(EXTENDED_MASTER_SECRET)) {
            return Optional.of("the extended master secret (RFC 7627)");
        }
        return extensions.contains(RENEGOTIATION_INFO)
                ? Optional.empty()
                : Optional.of("secure renegotiation (RFC 5746)");
    }
}

package dev.gradus.tls;

import java.io.IOException;

/** The peer's first records lack what makes TLS safe, or can't be read; the message says what. */
final class UnsafeHelloException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsafeHelloException(String lack) {
        super(lack);
    }
}

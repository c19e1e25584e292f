package dev.gradus.tls;

import java.io.IOException;

/** The peer's ServerHello lacks what TLS 1.2 needs to be safe, or can't be read; the message says what. */
final class UnsafeHelloException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsafeHelloException(String lack) {
        super(lack);
    }
}

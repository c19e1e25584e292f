package dev.gradus.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** The socket over TLS, which says why if the broker ends the connection before its first answer. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the socket that is called has locks of its own
final class SecuredSocket extends ForwardingSocket {

    private final SSLSocket tls;
    private final InputStream input;
    private final OutputStream output;

    SecuredSocket(SSLSocket tls, PlainSocket plain, Unanswered unanswered) throws IOException {
        super(tls);
        this.tls = tls;
        this.input = new AnswerInput(tls.getInputStream(), plain, unanswered);
        this.output = new FirstRequest(tls.getOutputStream(), unanswered);
    }

    SSLSession session() {
        return tls.getSession();
    }

    /** What ALPN chose; empty if nothing. */
    String applicationProtocol() {
        return tls.getApplicationProtocol();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return input;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return output;
    }
}

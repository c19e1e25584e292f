package dev.gradus.tls;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/** A connection whose writes a test delays or alters, from some point on. */
final class ShapedSocket extends ForwardingSocket {

    private volatile Shape shape = OutputStream::write;

    ShapedSocket(Socket socket) {
        super(socket);
    }

    void shape(Shape given) {
        shape = given;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int size) throws IOException {
                shape.write(out, Arrays.copyOfRange(bytes, from, from + size));
            }
        };
    }

    /** What becomes of the bytes of one write. */
    @FunctionalInterface
    interface Shape {
        void write(OutputStream out, byte[] bytes) throws IOException;
    }
}

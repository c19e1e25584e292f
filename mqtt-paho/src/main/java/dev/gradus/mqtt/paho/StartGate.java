package dev.gradus.mqtt.paho;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/**
 * Holds reading back until something was written. Paho starts its threads one after the other and polls until each
 * runs; one that ended before the poll saw it, as the peer hung up at once, would be waited for for ever. Paho writes
 * its first packet after all are running, and a broker may not speak before that (MQTT 3.1.1 §3.1).
 */
final class StartGate {

    private final CountDownLatch written = new CountDownLatch(1);

    InputStream guard(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                await();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                await();
                return super.read(bytes, from, length);
            }

            @Override
            public int available() throws IOException {
                await();
                return super.available();
            }
        };
    }

    OutputStream open(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int one) throws IOException {
                written.countDown();
                out.write(one);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                written.countDown();
                out.write(bytes, from, length);
            }
        };
    }

    private void await() throws IOException {
        try {
            written.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the first packet was written");
        }
    }
}

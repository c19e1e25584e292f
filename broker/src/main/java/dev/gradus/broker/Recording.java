package dev.gradus.broker;

import java.io.ByteArrayOutputStream;

/** The bytes of one direction, up to a bound. Safe for use by many threads. */
final class Recording {

    private final String sender;
    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean overflowed;

    Recording(String sender, int maxBytes) {
        this.sender = sender;
        this.maxBytes = maxBytes;
    }

    /** Takes bytes in, all or none: false if they are beyond the bound, and then nothing is taken any more. */
    synchronized boolean append(byte[] buffer, int length) {
        overflowed |= bytes.size() + length > maxBytes;
        if (!overflowed) {
            bytes.write(buffer, 0, length);
        }
        return !overflowed;
    }

    synchronized byte[] bytes() {
        if (overflowed) {
            throw new IllegalStateException("a proxy records " + maxBytes + " bytes in a direction, the " + sender
                    + " sent more and was cut off: send less through one proxy");
        }
        return bytes.toByteArray();
    }

    synchronized long size() {
        return bytes.size();
    }
}

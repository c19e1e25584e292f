package dev.gradus.spi;

/**
 * What is known of one sender or topic; a store keeps it and does not look into it. A store in memory keeps the object, one
 * on disk keeps the bytes and hands back {@link #ofBytes}. Immutable.
 */
public interface ReplayRecord {

    /**
     * The record as bytes.
     *
     * @return a copy, 1 or more bytes
     */
    byte[] encode();

    /**
     * A record as it was kept.
     *
     * @param bytes what {@link #encode} gave; copied
     * @return a record that encodes to these bytes
     */
    static ReplayRecord ofBytes(byte[] bytes) {
        byte[] copy = bytes.clone();
        return copy::clone;
    }
}

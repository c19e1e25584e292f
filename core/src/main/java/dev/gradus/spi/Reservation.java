package dev.gradus.spi;

/** Something of a device that is held for a message. */
@FunctionalInterface
public interface Reservation extends AutoCloseable {

    /** Gives it back. Can be called twice and from any thread. */
    @Override
    void close();
}

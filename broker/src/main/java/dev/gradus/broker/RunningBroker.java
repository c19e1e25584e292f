package dev.gradus.broker;

/** A broker that listens on 127.0.0.1 until it is closed. Implementations are safe for use by many threads. */
public interface RunningBroker extends AutoCloseable {

    /**
     * The name under which the broker is reached, which a certificate for it has to bear.
     *
     * @return {@code localhost}
     */
    default String host() {
        return "localhost";
    }

    /**
     * The port on which the broker listens.
     *
     * @return 1 to 65,535
     */
    int port();

    /**
     * Where a client connects to.
     *
     * @return {@code mqtts://localhost:PORT} with TLS, {@code mqtt://localhost:PORT} without
     */
    String address();

    /**
     * The version of the broker's software.
     *
     * @return such as {@code 2.0.11}
     */
    String version();

    /**
     * Stops the broker and removes its files, in some seconds at most. A second call does nothing.
     *
     * @throws BrokerException if something of the broker could not be stopped or removed
     */
    @Override
    void close();
}

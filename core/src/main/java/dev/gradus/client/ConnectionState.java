package dev.gradus.client;

import dev.gradus.security.SecureMqttException;

/** What a client's connection is doing. */
public sealed interface ConnectionState {

    /** The client looks for a broker that takes it. */
    record Connecting() implements ConnectionState {}

    /**
     * The client can publish and receive.
     *
     * @param connected the broker and the session
     */
    record Online(Connected connected) implements ConnectionState {}

    /**
     * There is no connection, after a failure.
     *
     * @param cause why
     */
    record Offline(SecureMqttException cause) implements ConnectionState {}

    /** The client was closed and can't be used again. */
    record Closed() implements ConnectionState {}
}

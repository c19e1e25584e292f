package dev.gradus.broker;

import org.jspecify.annotations.Nullable;

/** A broker or a proxy could not be started or stopped, for a reason outside the program. */
public final class BrokerException extends RuntimeException {

    BrokerException(String message) {
        super(message);
    }

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.gradus.broker;

/** The port that was free a moment ago has been taken by another program. */
final class PortTakenException extends Exception {

    PortTakenException(int exitCode) {
        super("the port was taken, mosquitto ended with code " + exitCode);
    }
}

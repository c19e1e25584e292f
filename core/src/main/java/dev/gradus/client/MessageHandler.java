package dev.gradus.client;

/** Takes the messages of a subscription, one after the other, on a thread of the client's. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Handles a message. Returning acknowledges it to the broker. An exception is logged and the message is
     * acknowledged as well: the broker would only send the same one again.
     *
     * @param received the message
     * @throws Exception if the application can't handle it
     */
    void handle(Received received) throws Exception;
}

package dev.gradus.payload.replay;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.MessageKind;

/**
 * Which message it is, under one key.
 *
 * @param context session and sender
 * @param number 0 to 2^40 - 1
 * @param kind what it was sealed for
 * @param topic what it was sealed for as well
 * @param senderName the sender id in hexadecimal, for the store
 */
public record MessageId(SessionContext context, long number, MessageKind kind, TopicName topic, String senderName) {

    SessionId session() {
        return context.session();
    }

    NumberedId numbered() {
        return new NumberedId(context.session(), number);
    }
}

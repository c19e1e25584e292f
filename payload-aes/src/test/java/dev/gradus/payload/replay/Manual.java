package dev.gradus.payload.replay;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** Clocks that move only when told to, and messages to judge by them. */
final class Manual {

    static final long NOW = 1_767_225_600_000L;
    static final long DAY = Duration.ofDays(1).toMillis();
    static final TopicName TOPIC = TopicName.of("greenhouse/7/temperature");

    private Instant wall = Instant.ofEpochMilli(NOW);
    private long nanos = 1_000_000_000L;

    long millis() {
        return wall.toEpochMilli();
    }

    void pass(Duration duration) {
        wall = wall.plus(duration);
        nanos += duration.toNanos();
    }

    void set(long millis) {
        wall = Instant.ofEpochMilli(millis);
    }

    Moment now() {
        return new Moment(millis(), nanos);
    }

    static SessionId session(long number) {
        return new SessionId(number, 0);
    }

    static MessageId live(String sender, long session, long number) {
        return message(MessageKind.LIVE, sender, session(session), number);
    }

    static MessageId message(MessageKind kind, String sender, SessionId session, long number) {
        return of(new SessionContext(session, SenderId.ofText("test", sender)), number, kind, TOPIC);
    }

    static MessageId of(SessionContext context, long number, MessageKind kind, TopicName topic) {
        String sender = HexFormat.of().formatHex(context.sender().bytes());
        return new MessageId(context, number, kind, topic, sender);
    }
}

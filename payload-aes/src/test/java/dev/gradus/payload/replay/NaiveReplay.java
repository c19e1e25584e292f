package dev.gradus.payload.replay;

import dev.gradus.security.Mark;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Outcome;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules of replay as they are written, with sets in place of windows and big numbers in place of ids. */
final class NaiveReplay {

    private static final long DAY = 86_400_000L;

    private final Map<String, Known> senders = new HashMap<>();
    private final Map<String, Topic> topics = new HashMap<>();

    /** Each session by its 14 bytes. */
    private static final class Known {
        final TreeMap<BigInteger, Numbers> sessions = new TreeMap<>();
        final Map<String, Long> claims = new HashMap<>();
        long floor;
    }

    private static final class Numbers {
        final TreeSet<Long> live = new TreeSet<>();
        final Set<Long> noGap = new HashSet<>();
        long lastWill = -1;

        long highest() {
            return live.isEmpty() ? -1 : live.last();
        }
    }

    private static final class Topic {
        BigInteger highest = BigInteger.valueOf(-1);
        BigInteger lastAccepted = BigInteger.valueOf(-1);
    }

    /** What a receiver's run answers, which is the only one that lives. */
    record Answer(Outcome outcome, Set<Mark> marks) {}

    Answer take(MessageId m, long now, long owner) {
        return switch (m.kind()) {
            case RETAINED -> retained(m);
            case WILL -> {
                Topic topic = topics.get(topicName(m));
                if (topic != null && topic.lastAccepted.equals(whole(m))) {
                    yield new Answer(Outcome.RETAINED, Set.of(Mark.SEEN_BEFORE));
                }
                yield fromSender(m, now, owner);
            }
            case LIVE -> fromSender(m, now, owner);
        };
    }

    /** The second step of a will: the broker may keep it. */
    void willOnTopic(MessageId m) {
        Topic topic = topics.computeIfAbsent(topicName(m), unknown -> new Topic());
        topic.lastAccepted = whole(m);
        topic.highest = topic.highest.max(whole(m));
    }

    private Answer retained(MessageId m) {
        Topic known = topics.get(topicName(m));
        Topic topic = known == null ? new Topic() : known;
        if (whole(m).compareTo(topic.highest) > 0) {
            topic.highest = whole(m);
            topic.lastAccepted = whole(m);
            topics.put(topicName(m), topic);
            return new Answer(Outcome.RETAINED, known == null ? Set.of(Mark.FIRST_CONTACT) : Set.of());
        }
        return topic.lastAccepted.equals(whole(m))
                ? new Answer(Outcome.RETAINED, Set.of(Mark.SEEN_BEFORE))
                : new Answer(Outcome.SEEN, Set.of());
    }

    /** The second step of a retained message: its number is no gap. */
    void noGap(MessageId m) {
        Known known = senders.get(m.senderName());
        Numbers numbers = known == null ? null : known.sessions.get(id(m));
        if (numbers != null && m.number() > numbers.highest() - 1_024) {
            numbers.noGap.add(m.number());
        }
    }

    private Answer fromSender(MessageId m, long now, long owner) {
        Known known = senders.get(m.senderName());
        boolean first = known == null;
        if (known == null) {
            known = new Known();
            known.floor = timed(m) ? now - 8 * DAY : m.session().number() - 1;
        }
        Long claim = known.claims.get(name(m));
        if (claim != null) {
            if (claim == owner) {
                return new Answer(Outcome.SEEN, Set.of());
            }
            known.claims.put(name(m), owner);
            Outcome again = m.kind() == MessageKind.WILL ? Outcome.WILL : Outcome.LATE;
            return new Answer(again, Set.of(Mark.POSSIBLY_REPEATED));
        }
        Optional<Outcome> refused = enter(known, m, now);
        if (refused.isPresent()) {
            return new Answer(refused.get(), Set.of());
        }
        Numbers numbers = known.sessions.get(id(m));
        Outcome outcome = m.kind() == MessageKind.WILL ? will(numbers, m) : live(known, numbers, m);
        if (!outcome.deliverable()) {
            return new Answer(outcome, Set.of());
        }
        senders.put(m.senderName(), known);
        known.claims.put(name(m), owner);
        return new Answer(outcome, first ? Set.of(Mark.FIRST_CONTACT) : Set.of());
    }

    /** Makes the session known, or tells why not. */
    private Optional<Outcome> enter(Known known, MessageId m, long now) {
        if (known.sessions.containsKey(id(m))) {
            return Optional.empty();
        }
        if (m.session().number() <= known.floor) {
            return Optional.of(Outcome.STALE_SESSION);
        }
        if (ahead(known, m.session().number(), timed(m), now)) {
            return Optional.of(Outcome.SESSION_AHEAD);
        }
        known.sessions.put(id(m), new Numbers());
        if (known.sessions.size() == 17) {
            BigInteger least = known.sessions.firstKey();
            known.sessions.remove(least);
            known.claims.keySet().removeIf(name -> name.startsWith(least + " "));
            known.floor = least.shiftRight(64).longValueExact();
            if (least.equals(id(m))) {
                return Optional.of(Outcome.STALE_SESSION);
            }
        }
        return Optional.empty();
    }

    private static Outcome will(Numbers numbers, MessageId m) {
        if (m.number() <= numbers.lastWill) {
            return Outcome.SEEN;
        }
        numbers.lastWill = m.number();
        numbers.noGap.add(m.number());
        return Outcome.WILL;
    }

    private static Outcome live(Known known, Numbers numbers, MessageId m) {
        long highest = numbers.highest();
        if (m.number() <= highest - 1_024) {
            return Outcome.TOO_OLD;
        }
        if (!numbers.live.add(m.number())) {
            return Outcome.SEEN;
        }
        return m.number() > highest && id(m).equals(known.sessions.lastKey()) ? Outcome.FRESH : Outcome.LATE;
    }

    void settle(MessageId m) {
        Known known = senders.get(m.senderName());
        if (known != null) {
            known.claims.remove(name(m));
        }
    }

    void release(MessageId m) {
        Known known = senders.get(m.senderName());
        if (known != null && known.sessions.containsKey(id(m))) {
            known.claims.put(name(m), 0L);
        }
    }

    private static boolean ahead(Known known, long s, boolean timed, long now) {
        if (known.sessions.isEmpty()) {
            return timed && s > now + 2 * DAY;
        }
        long highest = known.sessions.lastKey().shiftRight(64).longValueExact();
        return timed ? s > Math.max(now, highest) + 2 * DAY : s > highest + 65_536;
    }

    private static boolean timed(MessageId m) {
        return m.session().number() >= 1L << 40;
    }

    private static BigInteger id(MessageId m) {
        BigInteger random = new BigInteger(Long.toUnsignedString(m.session().random()));
        return BigInteger.valueOf(m.session().number()).shiftLeft(64).or(random);
    }

    private static BigInteger whole(MessageId m) {
        return id(m).shiftLeft(40).or(BigInteger.valueOf(m.number()));
    }

    private static String name(MessageId m) {
        return id(m) + " " + m.number() + m.kind();
    }

    private static String topicName(MessageId m) {
        return m.senderName() + "/" + m.topic();
    }
}

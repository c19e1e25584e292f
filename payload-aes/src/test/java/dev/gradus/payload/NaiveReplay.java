package dev.gradus.payload;

import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.security.Outcome;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules of replay as they are written, with sets in place of windows and numbers of 14 bytes in place of ids. */
final class NaiveReplay {

    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);
    private static final long DAY = 86_400_000L;

    private final Map<SenderId, Known> senders = new HashMap<>();

    private static final class Known {
        final TreeMap<BigInteger, TreeSet<Long>> sessions = new TreeMap<>();
        long floor;
    }

    Outcome take(SessionContext context, long n, long now) {
        Known known = senders.get(context.sender());
        boolean first = known == null;
        long s = context.session().number();
        boolean timed = s >= 1L << 40;
        if (known == null) {
            known = new Known();
            known.floor = timed ? now - 8 * DAY : s - 1;
        }
        BigInteger id = BigInteger.valueOf(s)
                .shiftLeft(64)
                .or(BigInteger.valueOf(context.session().random()).mod(TWO_64));
        TreeSet<Long> seen = known.sessions.get(id);
        if (seen == null) {
            if (s <= known.floor) {
                return Outcome.STALE_SESSION;
            }
            if (ahead(known, s, timed, now)) {
                return Outcome.SESSION_AHEAD;
            }
            seen = new TreeSet<>();
            known.sessions.put(id, seen);
            senders.put(context.sender(), known);
            if (known.sessions.size() == 17) {
                BigInteger least = known.sessions.firstKey();
                known.sessions.remove(least);
                known.floor = least.shiftRight(64).longValueExact();
                if (least.equals(id)) {
                    return Outcome.STALE_SESSION;
                }
            }
        } else if (n <= seen.last()) {
            if (n <= seen.last() - 1_024) {
                return Outcome.TOO_OLD;
            }
            return seen.add(n) ? Outcome.LATE : Outcome.SEEN;
        }
        seen.add(n);
        return first || id.equals(known.sessions.lastKey()) ? Outcome.FRESH : Outcome.LATE;
    }

    private static boolean ahead(Known known, long s, boolean timed, long now) {
        if (known.sessions.isEmpty()) {
            return timed && s > now + 2 * DAY;
        }
        long highest = known.sessions.lastKey().shiftRight(64).longValueExact();
        return timed ? s > Math.max(now, highest) + 2 * DAY : s > highest + 65_536;
    }
}

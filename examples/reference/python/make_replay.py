"""Sequences of envelopes that one receiver gets, and what has to become of each."""
from gradus_l2 import CLASS, CREATED, LIFETIME, seal
from receiver import HOUR
from vector_parts import KID, RANDOM, SENDER, SESSION, TOPIC, derived_key, key_hex, kctx_of

KEY = derived_key(1)
T = SESSION  # the first session's number, and the receiver's clock unless a step says otherwise
DAY = 24 * HOUR
CLASSES = {"live": 0, "retained": 1, "will": 2}
OTHER = "greenhouse/7/state"


def step(n, outcome, *marks, at=T, session=T, random=RANDOM, kind="live", topic=TOPIC, sender=SENDER, created=None,
         lifetime=None, forged=False):
    """One envelope and its outcome; forged ones have a flipped bit in the tag."""
    created = T // 1000 if created is None and (kind != "live" or lifetime is not None) else created
    ext = {CLASS: CLASSES[kind], CREATED: created, LIFETIME: lifetime}
    ext = {label: value for label, value in ext.items() if value is not None and (label, value) != (CLASS, 0)}
    envelope = seal(KEY, topic, kctx_of(session, random, sender), n, str(n).encode(), ext)
    if forged:
        envelope = envelope[:-1] + bytes([envelope[-1] ^ 1])
    fields = {"now": at, "topic": topic, "sender": sender.hex(), "session": {"number": session, "random": random.hex()},
              "n": n, "class": kind, "created": created, "lifetime": lifetime, "authentic": not forged,
              "envelope": envelope.hex(), "outcome": outcome, "marks": list(marks)}
    return {name: value for name, value in fields.items() if value is not None}


def sequence(name, why, *steps, own=None):
    policy = {} if own is None else {"own": own.hex()}
    return {"name": name, "why": why, "key": key_hex(KEY), "kid": KID.hex(), **policy, "steps": list(steps)}


FIRST = "first_contact"
AGAIN = "seen_before"


def replay_sequences():
    return [*windows(), *clocks(), *tables(), *counters(), *retained(), *wills(), *others()]


def windows():
    return [
        sequence("in-order", "each number once", step(0, "fresh", FIRST), step(1, "fresh"), step(2, "fresh"),
                 step(1, "seen"), step(2, "seen"), step(0, "seen"), step(3, "fresh")),
        sequence("reordered", "overtaken messages are late", step(3, "fresh", FIRST), step(1, "late"), step(2, "late"),
                 step(2, "seen"), step(0, "late"), step(4, "fresh")),
        sequence("window-edge", "the last 1,024 numbers are told apart", step(1024, "fresh", FIRST), step(0, "too_old"),
                 step(1, "late"), step(1, "seen"), step(1025, "fresh"), step(1, "too_old"), step(2, "late")),
        sequence("window-jump", "what a jump leaves behind is too old", step(5, "fresh", FIRST), step(6, "fresh"),
                 step(5 + 1024, "fresh"), step(5, "too_old"), step(6, "seen"), step(7, "late"),
                 step(2 ** 40 - 1, "fresh"), step(5 + 1024, "too_old"), step(2 ** 40 - 1024, "late"),
                 step(2 ** 40 - 1025, "too_old")),
        sequence("forged", "nothing is remembered of what is not authentic",
                 step(9000, "not_authentic", forged=True), step(0, "fresh", FIRST),
                 step(9000, "not_authentic", forged=True), step(1, "fresh"), step(1, "seen", forged=True),
                 step(0, "not_authentic", session=T + HOUR, forged=True), step(2, "fresh")),
    ]


def clocks():
    return [
        sequence("first-contact-8-days", "a session from exactly 8 days ago is stale",
                 step(0, "stale_session", session=T - 8 * DAY), step(0, "fresh", FIRST, session=T - 8 * DAY + 1)),
        sequence("first-contact-refused", "a refusal is no contact", step(0, "session_ahead", session=T + 2 * DAY + 1),
                 step(0, "stale_session", session=T - 8 * DAY), step(0, "fresh", FIRST)),
        sequence("first-contact-ahead", "48 hours ahead are taken",
                 step(0, "session_ahead", session=T + 2 * DAY + 1), step(0, "fresh", FIRST, session=T + 2 * DAY)),
        sequence("floor-of-first-contact", "the floor is 8 days before the first contact and stays there",
                 step(0, "fresh", FIRST), step(0, "stale_session", session=T - 8 * DAY),
                 step(0, "late", session=T - 8 * DAY + 1),
                 step(0, "late", session=T - 7 * DAY, at=T + 30 * DAY)),
        sequence("ahead-of-the-highest", "the limit is counted from the clock or the highest known session",
                 step(0, "fresh", FIRST, session=T + 2 * DAY), step(0, "fresh", session=T + 4 * DAY),
                 step(0, "session_ahead", session=T + 6 * DAY + 1), step(0, "fresh", session=T + 6 * DAY)),
        sequence("receiver-30-days-on", "known sessions are judged by no clock", step(0, "fresh", FIRST),
                 step(1, "fresh", at=T + 30 * DAY), step(0, "seen", at=T + 30 * DAY),
                 step(0, "fresh", session=T + 30 * DAY, at=T + 30 * DAY)),
        sequence("receiver-30-days-back", "known sessions are judged by no clock", step(0, "fresh", FIRST),
                 step(1, "fresh", at=T - 30 * DAY), step(0, "fresh", session=T + 1000, at=T - 30 * DAY),
                 step(0, "session_ahead", session=T + 3 * DAY, at=T - 30 * DAY)),
        sequence("sender-30-days-on", "refused until its clock is right",
                 step(0, "session_ahead", session=T + 30 * DAY), step(1, "session_ahead", session=T + 30 * DAY),
                 step(0, "fresh", FIRST)),
        sequence("sender-30-days-back", "refused until its clock is right",
                 step(0, "stale_session", session=T - 30 * DAY), step(0, "fresh", FIRST)),
        sequence("expired", "a lifetime over leaves no trace",
                 step(0, "fresh", FIRST, created=T // 1000 - 60, lifetime=60),
                 step(1, "expired", created=T // 1000 - 61, lifetime=60),
                 step(1, "expired", created=T // 1000 - 61, lifetime=60),
                 step(2, "expired", session=T + 1, created=T // 1000 - 61, lifetime=60), step(3, "fresh"),
                 step(0, "seen", created=T // 1000 - 60, lifetime=60, at=T + HOUR),
                 step(4, "expired", kind="retained", created=T // 1000 - 61, lifetime=60),
                 step(5, "expired", kind="will", created=T // 1000 - 61, lifetime=60),
                 step(3, "retained", FIRST, kind="retained")),
    ]


def tables():
    def newer(i):
        return T + i * 60_000

    starts = [step(0, "fresh", *([FIRST] if i == 0 else []), session=newer(i), at=newer(i)) for i in range(17)]
    overlap = [item for i in range(1, 17)
               for item in (step(0, "fresh", session=newer(i), at=newer(i)),
                            step(i, "late" if i < 16 else "stale_session", at=newer(i)))]
    low, high = bytes(8), b"\xff" * 8
    return [
        sequence("17-reconnects", "the 17th session drops the least and sets the floor to it", *starts,
                 step(1, "stale_session", session=newer(0), at=newer(17)),
                 step(1, "late", session=newer(1), at=newer(17)), step(1, "late", session=newer(15), at=newer(17)),
                 step(1, "fresh", session=newer(16), at=newer(17)),
                 step(0, "seen", session=newer(1), at=newer(17))),
        sequence("17-reconnects-in-flight", "messages of the first session arrive between all the others",
                 step(0, "fresh", FIRST), *overlap),
        sequence("17-reconnects-same-number", "a floor judges no known session, not even one of its own number",
                 step(0, "fresh", FIRST, random=low), step(0, "fresh", random=high),
                 *[step(0, "fresh", session=newer(i), at=newer(i)) for i in range(1, 16)],
                 step(1, "stale_session", random=low, at=newer(16)), step(1, "late", random=high, at=newer(16)),
                 step(0, "seen", random=high, at=newer(16)), step(0, "stale_session", at=newer(16))),
        sequence("table-full-least", "a new session below all sixteen is stale and changes nothing",
                 *[step(0, "fresh", *([FIRST] if i == 0 else []), session=newer(i), at=newer(i)) for i in range(16)],
                 step(0, "stale_session", session=newer(0) - 1, at=newer(16)),
                 step(1, "late", session=newer(0), at=newer(16)),
                 step(0, "late", session=newer(0) + 1, at=newer(16)),
                 step(2, "stale_session", session=newer(0), at=newer(16))),
        sequence("older-session", "an older session is late, even above its highest number", step(5, "fresh", FIRST),
                 step(0, "fresh", session=T + 1000), step(6, "late"), step(4, "late"), step(6, "seen"),
                 step(1, "fresh", session=T + 1000)),
        sequence("older-session-unknown", "an unknown older session above the floor is taken", step(0, "fresh", FIRST),
                 step(0, "late", session=T - DAY), step(0, "seen", session=T - DAY)),
        sequence("same-number", "sessions of one millisecond are told apart by all 14 bytes, unsigned",
                 step(0, "fresh", FIRST, random=b"\x7f" * 8), step(0, "fresh", random=high),
                 step(0, "late", random=low),
                 step(1, "late", random=b"\x7f" * 8), step(1, "fresh", random=high), step(0, "seen", random=low)),
    ]


def counters():
    return [
        sequence("counter", "starts are counted from the first contact on", step(0, "fresh", FIRST, session=5),
                 step(0, "stale_session", session=4), step(0, "fresh", session=6), step(1, "late", session=5),
                 step(0, "fresh", session=6 + 65_536), step(0, "session_ahead", session=6 + 2 * 65_536 + 1),
                 step(0, "fresh", session=6 + 2 * 65_536)),
        sequence("counter-0", "the first start of all", step(0, "fresh", FIRST, session=0),
                 step(0, "seen", session=0), step(0, "fresh", session=1)),
        sequence("counter-any-first", "no counter is ahead at first contact",
                 step(0, "fresh", FIRST, session=2 ** 40 - 1)),
        sequence("counter-same", "a counter used twice: the random parts differ",
                 step(0, "fresh", FIRST, session=5, random=b"\1" * 8), step(0, "fresh", session=5, random=b"\2" * 8),
                 step(1, "late", session=5, random=b"\1" * 8)),
        sequence("counter-then-time", "a sender that got a clock", step(0, "fresh", FIRST, session=5),
                 step(0, "fresh", session=T), step(1, "late", session=5),
                 step(0, "session_ahead", session=T + 3 * DAY)),
        sequence("time-then-counter", "a sender that lost its clock needs a new sender id", step(0, "fresh", FIRST),
                 step(0, "stale_session", session=5)),
    ]


def retained():
    def kept(n, outcome, *marks, **more):
        return step(n, outcome, *marks, kind="retained", **more)

    return [
        sequence("retained", "newer ones are taken, the last one again, older ones never",
                 kept(3, "retained", FIRST), kept(3, "retained", AGAIN), kept(5, "retained"), kept(3, "seen"),
                 kept(4, "seen"), kept(5, "retained", AGAIN), kept(0, "retained", session=T + 1000), kept(5, "seen")),
        sequence("retained-topics", "each topic has its own", kept(3, "retained", FIRST),
                 kept(2, "retained", FIRST, topic=OTHER), kept(3, "retained", AGAIN), kept(2, "seen"),
                 kept(2, "retained", AGAIN, topic=OTHER)),
        sequence("retained-no-session", "retained messages obey no table and no clock, and add nothing to a table",
                 kept(0, "retained", FIRST, session=T - 400 * DAY), kept(0, "retained", session=T + 30 * DAY),
                 step(0, "fresh", FIRST), step(0, "stale_session", session=T - 400 * DAY),
                 kept(0, "seen", session=T - 400 * DAY), kept(0, "seen"),
                 kept(0, "retained", AGAIN, session=T + 30 * DAY)),
        sequence("retained-and-live", "a retained message moves no session's highest number",
                 step(0, "fresh", FIRST), kept(5000, "retained", FIRST), step(1, "fresh"), step(2, "fresh"),
                 kept(5000, "retained", AGAIN)),
        sequence("retained-forged", "nothing is remembered of what is not authentic",
                 kept(9, "not_authentic", forged=True), kept(3, "retained", FIRST),
                 kept(9, "not_authentic", forged=True), kept(4, "retained")),
    ]


def wills():
    def will(n, outcome, *marks, **more):
        return step(n, outcome, *marks, kind="will", **more)

    def kept(n, outcome, *marks, **more):
        return step(n, outcome, *marks, kind="retained", **more)

    next_ = {"session": T + HOUR, "at": T + HOUR}
    return [
        sequence("will", "taken once, and again as what the broker kept", step(1, "fresh", FIRST), will(0, "will"),
                 will(0, "retained", AGAIN), step(2, "fresh"), will(3, "will"), will(0, "seen"),
                 will(3, "retained", AGAIN)),
        sequence("will-after-many", "a will is sealed at the start and sent at the end, so it is never too old",
                 step(1, "fresh", FIRST), step(5000, "fresh"), will(0, "will")),
        sequence("will-moves-nothing", "a will moves no session's highest number", will(5000, "will", FIRST),
                 step(0, "fresh"), step(1, "fresh"), step(5000, "fresh")),
        sequence("will-then-retained", "the retained message that follows a will is newer",
                 will(3, "will", FIRST), kept(4, "retained"), will(3, "seen"), kept(4, "retained", AGAIN)),
        sequence("will-of-an-old-session", "it lets no older retained message in again",
                 step(1, "fresh", FIRST), kept(2, "retained", FIRST), kept(3, "retained"),
                 step(0, "fresh", **next_), kept(1, "retained", **next_),
                 will(0, "will", at=T + HOUR), kept(2, "seen", at=T + HOUR), kept(3, "seen", at=T + HOUR),
                 kept(1, "seen", **next_), will(0, "retained", AGAIN, at=T + HOUR), kept(2, "retained", **next_),
                 will(0, "seen", at=T + HOUR)),
        sequence("will-sessions", "a will adds its session as a live message does, and obeys the same limits",
                 will(0, "session_ahead", session=T + 2 * DAY + 1), will(0, "stale_session", session=T - 8 * DAY),
                 will(0, "will", FIRST), step(1, "fresh"), will(0, "will", session=T - 7 * DAY),
                 step(1, "late", session=T - 7 * DAY), will(0, "will", session=T + HOUR), step(2, "late")),
        sequence("will-kept-after-its-session", "what was last accepted stays deliverable when its session is gone",
                 will(0, "will", FIRST),
                 *[step(0, "fresh", session=T + i * HOUR, at=T + i * HOUR) for i in range(1, 17)],
                 will(0, "retained", AGAIN, at=T + 17 * HOUR), will(1, "stale_session", at=T + 17 * HOUR)),
        sequence("will-two-topics", "a session has one run of wills over all topics", will(3, "will", FIRST),
                 will(3, "seen", topic=OTHER), will(4, "will", topic=OTHER), will(3, "retained", AGAIN)),
    ]


def others():
    return [
        sequence("two-senders", "each has its own state", step(3, "fresh", FIRST),
                 step(3, "fresh", FIRST, sender=b"gh-8"), step(2, "late"), step(2, "late", sender=b"gh-8"),
                 step(3, "seen"), step(0, "fresh", FIRST, sender=b"gh-7\0")),
        sequence("topics-share-numbers", "numbers run over all topics", step(3, "fresh", FIRST),
                 step(3, "seen", topic=OTHER), step(4, "fresh", topic=OTHER)),
        sequence("own", "what a client sealed itself is dropped and leaves no trace", step(3, "own"),
                 step(3, "own", forged=True), step(3, "fresh", FIRST, sender=b"gh-8"), own=SENDER),
    ]

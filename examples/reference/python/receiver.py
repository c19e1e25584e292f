"""A receiver of the derived form: the order of opening and the replay rules of docs/wire-format.md, in memory.

Left out: size limits, times of keys, the limit of senders, gaps, and the store that a window has to be kept in.
"""
import collections

from gradus_l2 import CLASS, CREATED, LIFETIME, decrypt, parse, select_key
from strict_cbor import Refused, require

WINDOW, MAX_SESSIONS = 1024, 16
LEAST_TIME = 1 << 40
HOUR = 3_600_000
MAX_AGE, MAX_AHEAD, MAX_STARTS_AHEAD = 8 * 24 * HOUR, 48 * HOUR, 65_536
RETAINED, WILL = 1, 2
Result = collections.namedtuple("Result", "outcome marks plaintext")


class Session:
    def __init__(self):
        self.highest, self.last_will, self.taken = -1, -1, set()

    def take(self, n):
        self.highest = max(self.highest, n)
        self.taken = {other for other in self.taken | {n} if other > self.highest - WINDOW}


class Sender:
    """The sessions known of one sender under one key, by their 14 bytes, which compare as unsigned numbers."""

    def __init__(self, session_id, now):
        number = number_of(session_id)
        self.sessions, self.floor = {}, (now - MAX_AGE if number >= LEAST_TIME else number - 1)

    def judge_unknown(self, session_id, now):
        number = number_of(session_id)
        require(number > self.floor, "stale_session")
        if number >= LEAST_TIME:
            known = number_of(max(self.sessions)) if self.sessions else now
            require(number <= max(now, known) + MAX_AHEAD, "session_ahead")
        elif self.sessions:
            require(number <= number_of(max(self.sessions)) + MAX_STARTS_AHEAD, "session_ahead")
        require(len(self.sessions) < MAX_SESSIONS or session_id > min(self.sessions), "stale_session")

    def add(self, session_id):
        session = self.sessions.setdefault(session_id, Session())
        if len(self.sessions) > MAX_SESSIONS:
            least = min(self.sessions)
            del self.sessions[least]
            self.floor = number_of(least)
        return session


def number_of(session_id):
    return int.from_bytes(session_id[:6], "big")


class Receiver:
    def __init__(self, keys, own=None, topics=None, senders=None):
        self.keys, self.own, self.filters, self.admitted = keys, own, topics, senders
        self.senders = {}  # by key id and sender id
        self.topics = {}  # by key id, sender id and topic: the highest (session id, number), and the last accepted

    def receive(self, topic, data, now):
        """What becomes of an envelope at a time in milliseconds since the epoch."""
        try:
            message = parse(data)
            key = select_key(self.keys, message)
            sender = message.kctx[14:]
            require(self.filters is None or any(matches(f, topic) for f in self.filters), "wrong_topic")
            require(self.admitted is None or sender in self.admitted, "wrong_sender")
            require(sender != self.own, "own")
            self.judge(topic, message, now)  # before cryptography, and changes nothing
            plaintext = decrypt(key, topic, message)
            expires = message.ext.get(CREATED, 0) + message.ext.get(LIFETIME, 0)
            require(LIFETIME not in message.ext or expires >= now // 1000, "expired")
            outcome, marks = self.judge(topic, message, now)  # with the next line one atomic step
            self.take(topic, message, now)
            return Result(outcome, marks, plaintext)
        except Refused as refused:
            return Result(str(refused), [], None)

    def judge(self, topic, message, now):
        """The outcome if it is deliverable, with its marks."""
        kind, place = message.ext.get(CLASS), (message.kctx[:14], message.n)
        who = message.kid, message.kctx[14:]
        highest, last = self.topics.get((*who, topic), (None, None))
        if kind and place == last:
            return "retained", ["seen_before"]
        if kind == RETAINED:
            require(highest is None or place > highest, "seen")
            return "retained", ["first_contact"] if highest is None else []
        sender = self.senders.get(who) or Sender(place[0], now)
        marks = [] if who in self.senders else ["first_contact"]
        session = sender.sessions.get(place[0])
        if session is None:
            sender.judge_unknown(place[0], now)
            session = Session()
        if kind == WILL:
            require(message.n > session.last_will, "seen")
            return "will", marks
        require(message.n > session.highest - WINDOW, "too_old")
        require(message.n not in session.taken, "seen")
        newest = place[0] >= max(sender.sessions, default=place[0])
        return "fresh" if newest and message.n > session.highest else "late", marks

    def take(self, topic, message, now):
        kind, place = message.ext.get(CLASS), (message.kctx[:14], message.n)
        who = message.kid, message.kctx[14:]
        highest, last = self.topics.get((*who, topic), (place, None))
        if kind and place == last:
            return
        if kind:
            self.topics[(*who, topic)] = max(highest, place), place
        if kind != RETAINED:
            session = self.senders.setdefault(who, Sender(place[0], now)).add(place[0])
            if kind == WILL:
                session.last_will = message.n
            else:
                session.take(message.n)


def matches(topic_filter, topic):
    """MQTT 3.1.1, 4.7."""
    wanted, levels = topic_filter.split("/"), topic.split("/")
    if topic.startswith("$") and wanted[0] in ("#", "+"):
        return False
    for i, level in enumerate(wanted):
        if level == "#":
            return True
        if i == len(levels) or level not in ("+", levels[i]):
            return False
    return len(wanted) == len(levels)

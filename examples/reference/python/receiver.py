"""Opens the envelopes of docs/wire-format.md: keys, both forms, and the replay rules, in memory.

Left out, and needed by a real receiver: size limits, the times of keys, the limit of senders, gaps, a store
for what is remembered, and overwriting keys after use.
"""
import copy
from types import SimpleNamespace

import cbor2
from cryptography.exceptions import InvalidTag

from gradus_l2 import (ALGORITHMS, CLASS, CREATED, EXTENSION, LIFETIME, PADDED, SEGMENT_SIZE, TAG_16, TOTAL,
                       Refused, associated_data, decode, fits, nonce_of, octets, one_of, parse, require,
                       schedule, split)

DERIVED, HKDF_SHA_256 = (1, 3, 10, 24, 30), -10
WINDOW, MAX_SESSIONS, LEAST_TIME, HOUR = 1024, 16, 1 << 40, 3_600_000
MAX_AGE, MAX_AHEAD, MAX_STARTS_AHEAD = 8 * 24 * HOUR, 48 * HOUR, 65_536
RETAINED, WILL = 1, 2


def is_key(key):
    derived = {1: one_of(4), 2: octets(1, 8), 3: one_of(HKDF_SHA_256), 4: one_of([7]), -1: octets(32, 32),
               EXTENSION: one_of(*DERIVED)}
    return fits(key, derived) or any(
        fits(key, {1: one_of(4), 2: octets(1, 8), 3: one_of(alg), 4: one_of([3], [4], [3, 4]),
                   -1: octets(algorithm.key, algorithm.key)}, {5: octets(algorithm.nonce, algorithm.nonce)})
        for alg, algorithm in ALGORITHMS.items())


def read_keys(data):
    """The COSE_Key maps of a COSE_KeySet (RFC 9052, 7) by key id."""
    keys = decode(data)
    require(type(keys) is list and keys != [] and all(is_key(key) for key in keys))
    by_id = {key[2]: key for key in keys}
    require(len(by_id) == len({key[-1] for key in keys}) == len(keys))
    return by_id


# Opening the derived form.
def select_key(keys, message):
    """The key of a message, once it is known that algorithm and lengths fit."""
    key = keys.get(message.kid)
    require(key is not None and key[3] == HKDF_SHA_256, "unknown_key")
    require(key[EXTENSION] == message.alg, "unsupported_algorithm")
    tag, length, total = ALGORITHMS[message.alg].tag, len(message.ciphertext), message.ext.get(TOTAL)
    if total is None:
        require(message.alg not in (10, 30) or length - tag <= 65535)
    else:
        count = max(1, -(-total // message.ext[SEGMENT_SIZE]))
        require(count < 1 << 32 and length == total + count * tag)
    return key


def unseal(key, topic, message):
    """The plaintext without its padding, if all of it is authentic."""
    tag, sealed = ALGORITHMS[message.alg].tag, message.ciphertext
    size = message.ext.get(TOTAL, len(sealed) - tag)
    step = message.ext.get(SEGMENT_SIZE, size) + tag
    opening_key, nonces = schedule(key, message, size)
    aad = associated_data(message, topic)
    plaintext = b"".join(decrypt(message.alg, opening_key, nonce, sealed[i * step:(i + 1) * step], aad)
                         for i, nonce in enumerate(nonces))
    if PADDED not in message.ext:
        return plaintext
    require(plaintext.rstrip(b"\0").endswith(b"\x80"))
    return plaintext.rstrip(b"\0")[:-1]


def decrypt(alg, key, nonce, ciphertext, aad):
    require(len(ciphertext) >= ALGORITHMS[alg].tag, "not_authentic")
    try:
        return ALGORITHMS[alg].cipher(key).decrypt(nonce, ciphertext, aad)
    except InvalidTag:
        raise Refused("not_authentic") from None


def open_envelope(keys, topic, data):
    """A message and its plaintext, or Refused. Replays are not told from new messages."""
    message = parse(data)
    return message, unseal(select_key(keys, message), topic, message)


def open_direct(keys, data, external_aad=b"", named=None):
    """The plaintext of the direct form; named is the id of the key that the caller means, if any."""
    protected, header, unprotected, ciphertext = split(data[1:] if data[:1] == TAG_16 else data)
    parameters = {**unprotected, **header}
    require(not header.keys() & unprotected.keys() and type(header.get(1)) is int and 2 not in parameters)
    require((5 in parameters) != (6 in parameters) and octets()(parameters.get(4, b"")))
    kid = parameters.get(4, named)
    key = keys.get(kid)
    require(key is not None and named in (None, kid), "unknown_key")
    require(key[3] != HKDF_SHA_256 and 4 in key[4], "unknown_key")
    require(key[3] == header[1], "unsupported_algorithm")
    aad = cbor2.dumps(["Encrypt0", protected, external_aad])
    return decrypt(key[3], key[-1], nonce_of(parameters, key), ciphertext, aad)


# Replay rules. Session ids are 14 bytes here, which compare as unsigned numbers.
def number_of(session_id):
    return int.from_bytes(session_id[:6], "big")


def admit(state, session_id, now):
    """Adds an unknown session, unless it is too old or too far ahead."""
    number, known = number_of(session_id), sorted(state.sessions)
    require(number > state.floor, "stale_session")
    if number >= LEAST_TIME:
        require(number <= max([now, *map(number_of, known)]) + MAX_AHEAD, "session_ahead")
    elif known:
        require(number <= number_of(known[-1]) + MAX_STARTS_AHEAD, "session_ahead")
    require(len(known) < MAX_SESSIONS or session_id > known[0], "stale_session")
    state.sessions[session_id] = SimpleNamespace(highest=-1, last_will=-1, taken=set())
    if len(known) == MAX_SESSIONS:
        del state.sessions[known[0]]
        state.floor = number_of(known[0])


def advance(session, n):
    """Takes a live number, and tells whether it is above all before it."""
    require(n > session.highest - WINDOW, "too_old")
    require(n not in session.taken, "seen")
    above = n > session.highest
    session.highest = max(session.highest, n)
    session.taken = {other for other in session.taken | {n} if other > session.highest - WINDOW}
    return above


def judge(before, topic, message, now):
    """Outcome, marks, and the state of the sender that follows; Refused if the rules do not take it."""
    state = copy.deepcopy(before) or SimpleNamespace(floor=None, sessions={}, topics={})
    kind, session_id = message.ext.get(CLASS), message.kctx[:14]
    place = session_id, message.n
    highest, last = state.topics.get(topic, (None, None))
    if kind is not None and place == last:
        return "retained", ["seen_before"], state
    if kind == RETAINED:
        require(highest is None or place > highest, "seen")
        state.topics[topic] = place, place
        return "retained", ["first_contact"] if highest is None else [], state
    marks = ["first_contact"] if state.floor is None else []
    if state.floor is None:
        number = number_of(session_id)
        state.floor = now - MAX_AGE if number >= LEAST_TIME else number - 1
    if session_id not in state.sessions:
        admit(state, session_id, now)
    session = state.sessions[session_id]
    if kind == WILL:
        require(message.n > session.last_will, "seen")
        session.last_will = message.n
        state.topics[topic] = max(highest or place, place), place
        return "will", marks, state
    fresh = advance(session, message.n) and session_id == max(state.sessions)
    return "fresh" if fresh else "late", marks, state


class Receiver:
    def __init__(self, keys, own=None, topics=None, senders=None):
        self.keys, self.own, self.topics, self.senders = keys, own, topics, senders
        self.states = {}  # by key id and sender id

    def receive(self, topic, data, now):
        """Outcome, marks and plaintext of an envelope at a time in milliseconds since 1970, or Refused."""
        message = parse(data)
        key, sender = select_key(self.keys, message), message.kctx[14:]
        require(self.topics is None or any(matches(each, topic) for each in self.topics), "wrong_topic")
        require(self.senders is None or sender in self.senders, "wrong_sender")
        require(sender != self.own, "own")
        who = message.kid, sender
        judge(self.states.get(who), topic, message, now)  # before any cryptography, and changes nothing
        plaintext = unseal(key, topic, message)
        expires = message.ext.get(CREATED, 0) + message.ext.get(LIFETIME, 0)
        require(LIFETIME not in message.ext or expires >= now // 1000, "expired")
        outcome, marks, self.states[who] = judge(self.states.get(who), topic, message, now)
        return outcome, marks, plaintext


def matches(topic_filter, topic):
    """MQTT 3.1.1, 4.7."""
    wanted, levels = topic_filter.split("/"), topic.split("/")
    more = wanted[-1] == "#"
    named = wanted[:-1] if more else wanted
    return (not (topic.startswith("$") and wanted[0] in ("#", "+"))
            and (len(levels) >= len(named) if more else len(levels) == len(named))
            and all(level in ("+", levels[i]) for i, level in enumerate(named)))

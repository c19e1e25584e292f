// A receiver of the derived form: the order of opening and the replay rules of docs/wire-format.md, in memory.
//
// Left out: size limits, times of keys, the limit of senders, gaps, and the store that a window has to be kept in.
import { LABELS, decrypt, parse, selectKey } from './gradus-l2.mjs';
import { Refused, require } from './strict-cbor.mjs';

const WINDOW = 1024;
const MAX_SESSIONS = 16;
const LEAST_TIME = 2 ** 40;
const HOUR = 3_600_000;
const MAX_AGE = 8 * 24 * HOUR;
const MAX_AHEAD = 48 * HOUR;
const MAX_STARTS_AHEAD = 65_536;
const RETAINED = 1;
const WILL = 2;

// Session ids are 28 hexadecimal digits here: those compare as the unsigned numbers of 14 bytes do.
const numberOf = (session) => parseInt(session.slice(0, 12), 16);

const newSession = () => ({ highest: -1, lastWill: -1, taken: new Set() });

class Sender {
  constructor(session, now) {
    this.sessions = new Map();
    this.floor = numberOf(session) >= LEAST_TIME ? now - MAX_AGE : numberOf(session) - 1;
  }

  ordered() {
    return [...this.sessions.keys()].sort();
  }

  judgeUnknown(session, now) {
    const number = numberOf(session);
    const known = this.ordered();
    require(number > this.floor, 'stale_session');
    if (number >= LEAST_TIME) {
      const newest = known.length > 0 ? numberOf(known.at(-1)) : now;
      require(number <= Math.max(now, newest) + MAX_AHEAD, 'session_ahead');
    } else if (known.length > 0) {
      require(number <= numberOf(known.at(-1)) + MAX_STARTS_AHEAD, 'session_ahead');
    }
    require(known.length < MAX_SESSIONS || session > known[0], 'stale_session');
  }

  add(session) {
    if (!this.sessions.has(session)) {
      this.sessions.set(session, newSession());
    }
    if (this.sessions.size > MAX_SESSIONS) {
      const [least] = this.ordered();
      this.sessions.delete(least);
      this.floor = numberOf(least);
    }
    return this.sessions.get(session);
  }
}

const later = (a, b) => a.session > b.session || (a.session === b.session && a.n > b.n);
const same = (a, b) => a.session === b.session && a.n === b.n;

export class Receiver {
  constructor(keys, { own, topics, senders } = {}) {
    Object.assign(this, { keys, own, filters: topics, admitted: senders });
    this.senders = new Map(); // by key id and sender id
    this.topics = new Map(); // by these and topic: the highest (session id, number), and the last accepted
  }

  /** What becomes of an envelope at a time in milliseconds since the epoch. */
  receive(topic, data, now) {
    try {
      const message = parse(data);
      const key = selectKey(this.keys, message);
      const sender = message.kctx.toString('hex', 14);
      require(!this.filters || this.filters.some((filter) => matches(filter, topic)), 'wrong_topic');
      require(!this.admitted || this.admitted.includes(sender), 'wrong_sender');
      require(sender !== this.own, 'own');
      const who = `${message.kid.toString('hex')} ${sender}`;
      const envelope = {
        kind: message.ext.get(LABELS.class), who, where: `${who} ${topic}`,
        place: { session: message.kctx.toString('hex', 0, 14), n: message.n },
      };
      this.judge(envelope, now); // before cryptography, and changes nothing
      const plaintext = decrypt(key, topic, message);
      require(!expired(message.ext, now), 'expired');
      const verdict = this.judge(envelope, now); // with the next line one atomic step
      this.take(envelope, now);
      return { ...verdict, plaintext };
    } catch (error) {
      if (error instanceof Refused) {
        return { outcome: error.outcome, marks: [] };
      }
      throw error;
    }
  }

  judge({ kind, who, where, place }, now) {
    const ids = this.topics.get(where);
    if (kind && ids && same(place, ids.last)) {
      return { outcome: 'retained', marks: ['seen_before'] };
    }
    if (kind === RETAINED) {
      require(!ids || later(place, ids.highest), 'seen');
      return { outcome: 'retained', marks: ids ? [] : ['first_contact'] };
    }
    const sender = this.senders.get(who) ?? new Sender(place.session, now);
    const marks = this.senders.has(who) ? [] : ['first_contact'];
    if (!sender.sessions.has(place.session)) {
      sender.judgeUnknown(place.session, now);
    }
    const session = sender.sessions.get(place.session) ?? newSession();
    if (kind === WILL) {
      require(place.n > session.lastWill, 'seen');
      return { outcome: 'will', marks };
    }
    require(place.n > session.highest - WINDOW, 'too_old');
    require(!session.taken.has(place.n), 'seen');
    const newest = place.session >= (sender.ordered().at(-1) ?? '');
    return { outcome: newest && place.n > session.highest ? 'fresh' : 'late', marks };
  }

  take({ kind, who, where, place }, now) {
    const ids = this.topics.get(where);
    if (kind && ids && same(place, ids.last)) {
      return;
    }
    if (kind) {
      this.topics.set(where, { highest: ids && later(ids.highest, place) ? ids.highest : place, last: place });
    }
    if (kind !== RETAINED) {
      if (!this.senders.has(who)) {
        this.senders.set(who, new Sender(place.session, now));
      }
      const session = this.senders.get(who).add(place.session);
      if (kind === WILL) {
        session.lastWill = place.n;
      } else {
        session.highest = Math.max(session.highest, place.n);
        session.taken = new Set([...session.taken, place.n].filter((n) => n > session.highest - WINDOW));
      }
    }
  }
}

function expired(ext, now) {
  const lifetime = ext.get(LABELS.lifetime);
  return lifetime !== undefined && BigInt(ext.get(LABELS.created)) + BigInt(lifetime) < BigInt(Math.floor(now / 1000));
}

/** MQTT 3.1.1, 4.7. */
function matches(filter, topic) {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  if (topic.startsWith('$') && ['#', '+'].includes(wanted[0])) {
    return false;
  }
  for (const [i, level] of wanted.entries()) {
    if (level === '#') {
      return true;
    }
    if (i === levels.length || (level !== '+' && level !== levels[i])) {
      return false;
    }
  }
  return wanted.length === levels.length;
}

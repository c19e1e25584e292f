// Opens the envelopes of docs/wire-format.md: keys, both forms, and the replay rules, in memory.
//
// Left out, and needed by a real receiver: size limits, the times of keys, the limit of senders, gaps,
// a store for what is remembered, and overwriting keys.
import { createDecipheriv } from 'node:crypto';
import {
  ALGORITHMS, CLASS, CREATED, EXTENSION, LIFETIME, PADDED, Refused, SEGMENT_SIZE, TAG_16, TOTAL,
  associatedData, decode, encode, fits, isInteger, nonceOf, octets, oneOf, parse, require, schedule, split,
} from './gradus-l2.mjs';

const [DERIVED, HKDF_SHA_256] = [[1, 3, 10, 24, 30], -10];
const [WINDOW, MAX_SESSIONS, LEAST_TIME, HOUR] = [1024, 16, 2 ** 40, 3_600_000];
const [MAX_AGE, MAX_AHEAD, MAX_STARTS_AHEAD] = [8 * 24 * HOUR, 48 * HOUR, 65_536];
const [RETAINED, WILL] = [1, 2];
const hex = (bytes) => bytes.toString('hex');

const isKey = (key) => fits(key, {
  1: oneOf(4), 2: octets(1, 8), 3: oneOf(HKDF_SHA_256), 4: oneOf([7]), [-1]: octets(32, 32),
  [EXTENSION]: oneOf(...DERIVED),
}) || [...ALGORITHMS].some(([alg, size]) => fits(key, {
  1: oneOf(4), 2: octets(1, 8), 3: oneOf(alg), 4: oneOf([3], [4], [3, 4]), [-1]: octets(size.key, size.key),
}, { 5: octets(size.nonce, size.nonce) }));

/** The COSE_Key maps of a COSE_KeySet (RFC 9052, 7) by key id in hexadecimal. */
export function readKeys(data) {
  const keys = decode(data);
  require(Array.isArray(keys) && keys.length > 0 && keys.every(isKey));
  const distinct = (label) => new Set(keys.map((key) => hex(key.get(label)))).size;
  require(distinct(2) === keys.length && distinct(-1) === keys.length);
  return new Map(keys.map((key) => [hex(key.get(2)), key]));
}

// Opening the derived form.
/** The key of a message, once it is known that algorithm and lengths fit. */
function selectKey(keys, { kid, alg, ext, ciphertext }) {
  const key = keys.get(hex(kid));
  require(key?.get(3) === HKDF_SHA_256, 'unknown_key');
  require(key.get(EXTENSION) === alg, 'unsupported_algorithm');
  const { tag } = ALGORITHMS.get(alg);
  const total = Number(ext.get(TOTAL) ?? 0);
  const count = Math.max(1, Math.ceil(total / ext.get(SEGMENT_SIZE)));
  require(ext.has(TOTAL) ? count < 2 ** 32 && ciphertext.length === total + count * tag
    : ![10, 30].includes(alg) || ciphertext.length - tag <= 65535);
  return key;
}

/** The plaintext without its padding, if all of it is authentic. */
function unseal(key, topic, message) {
  const { alg, ext, ciphertext } = message;
  const { tag } = ALGORITHMS.get(alg);
  const size = ext.get(TOTAL) ?? ciphertext.length - tag;
  const step = (ext.get(SEGMENT_SIZE) ?? size) + tag;
  const { key: openingKey, nonces } = schedule(key, message, size);
  const aad = associatedData(message, topic);
  const sealed = Buffer.concat(nonces.map((nonce, i) =>
    decrypt(alg, openingKey, nonce, ciphertext.subarray(i * step, (i + 1) * step), aad)));
  const end = sealed.findLastIndex((octet) => octet !== 0);
  require(!ext.has(PADDED) || sealed[end] === 0x80);
  return ext.has(PADDED) ? sealed.subarray(0, end) : sealed;
}

function decrypt(alg, key, nonce, ciphertext, aad) {
  const { name, tag } = ALGORITHMS.get(alg);
  const size = ciphertext.length - tag;
  require(size >= 0, 'not_authentic');
  try {
    const cipher = createDecipheriv(name, key, nonce, { authTagLength: tag });
    cipher.setAuthTag(ciphertext.subarray(size));
    cipher.setAAD(aad, { plaintextLength: size });
    return Buffer.concat([cipher.update(ciphertext.subarray(0, size)), cipher.final()]);
  } catch {
    throw new Refused('not_authentic');
  }
}

/** A message and its plaintext; Refused if there is none. Replays are not told from new messages. */
export function open(keys, topic, data) {
  const message = parse(data);
  return { ...message, plaintext: unseal(selectKey(keys, message), topic, message) };
}

/** The plaintext of the direct form; named is the id of the key that the caller means, if it names one. */
export function openDirect(keys, data, externalAad = Buffer.alloc(0), named = undefined) {
  const { encoded, header, unprotected, ciphertext } = split(data[0] === TAG_16 ? data.subarray(1) : data);
  const all = new Map([...unprotected, ...header]);
  require(all.size === unprotected.size + header.size && isInteger(header.get(1)) && !all.has(2));
  require(all.has(5) !== all.has(6) && (!all.has(4) || octets()(all.get(4))));
  const kid = all.get(4) ?? named;
  require(kid !== undefined && (named ?? kid).equals(kid), 'unknown_key');
  const key = keys.get(hex(kid));
  require(key !== undefined && key.get(3) !== HKDF_SHA_256 && key.get(4).includes(4), 'unknown_key');
  require(key.get(3) === header.get(1), 'unsupported_algorithm');
  const aad = encode(['Encrypt0', encoded, externalAad]);
  return decrypt(key.get(3), key.get(-1), nonceOf(all, key), ciphertext, aad);
}

// Replay rules. Session ids are hexadecimal here: 28 digits compare as unsigned numbers of 14 bytes do.
const numberOf = (session) => parseInt(session.slice(0, 12), 16);

/** Adds an unknown session, unless it is too old or too far ahead. */
function admit(state, session, now) {
  const number = numberOf(session);
  const known = [...state.sessions.keys()].sort();
  const newest = known.length > 0 ? numberOf(known.at(-1)) : undefined;
  require(number > state.floor, 'stale_session');
  require(number < LEAST_TIME || number <= Math.max(now, newest ?? 0) + MAX_AHEAD, 'session_ahead');
  require(number >= LEAST_TIME || number <= (newest ?? number) + MAX_STARTS_AHEAD, 'session_ahead');
  require(known.length < MAX_SESSIONS || session > known[0], 'stale_session');
  state.sessions.set(session, { highest: -1, lastWill: -1, taken: new Set() });
  if (known.length === MAX_SESSIONS) {
    state.sessions.delete(known[0]);
    state.floor = numberOf(known[0]);
  }
  return state.sessions.get(session);
}

/** Takes a live number, and tells whether it is above all before it. */
function advance(session, n) {
  require(n > session.highest - WINDOW, 'too_old');
  require(!session.taken.has(n), 'seen');
  const above = n > session.highest;
  session.highest = Math.max(session.highest, n);
  session.taken = new Set([...session.taken, n].filter((other) => other > session.highest - WINDOW));
  return above;
}

/** The outcome, its marks, and the state of the sender that follows; Refused if the rules do not take it. */
function judge(before, topic, { kctx, n, ext }, now) {
  const state = structuredClone(before) ?? { floor: undefined, sessions: new Map(), topics: new Map() };
  const kind = ext.get(CLASS);
  const id = hex(kctx.subarray(0, 14));
  const place = id + n.toString(16).padStart(10, '0');
  const { highest = '', last } = state.topics.get(topic) ?? {};
  const newest = { highest: place > highest ? place : highest, last: place };
  if (kind !== undefined && place === last) {
    return { outcome: 'retained', marks: ['seen_before'], state };
  }
  if (kind === RETAINED) {
    require(place > highest, 'seen');
    state.topics.set(topic, newest);
    return { outcome: 'retained', marks: last === undefined ? ['first_contact'] : [], state };
  }
  const marks = state.floor === undefined ? ['first_contact'] : [];
  state.floor ??= numberOf(id) >= LEAST_TIME ? now - MAX_AGE : numberOf(id) - 1;
  const session = state.sessions.get(id) ?? admit(state, id, now);
  if (kind === WILL) {
    require(n > session.lastWill, 'seen');
    session.lastWill = n;
    state.topics.set(topic, newest);
    return { outcome: 'will', marks, state };
  }
  const fresh = advance(session, n) && [...state.sessions.keys()].every((other) => other <= id);
  return { outcome: fresh ? 'fresh' : 'late', marks, state };
}

export class Receiver {
  constructor(keys, { own, topics, senders } = {}) {
    Object.assign(this, { keys, own, topics, senders });
    this.states = new Map(); // by key id and sender id
  }

  /** Outcome, marks and plaintext of an envelope at a time in milliseconds since 1970, or Refused. */
  receive(topic, data, now) {
    const message = parse(data);
    const key = selectKey(this.keys, message);
    const sender = hex(message.kctx.subarray(14));
    require(!this.topics || this.topics.some((filter) => matches(filter, topic)), 'wrong_topic');
    require(!this.senders || this.senders.includes(sender), 'wrong_sender');
    require(sender !== this.own, 'own');
    const who = `${hex(message.kid)} ${sender}`;
    judge(this.states.get(who), topic, message, now); // before any cryptography, and changes nothing
    const plaintext = unseal(key, topic, message);
    const expires = BigInt(message.ext.get(CREATED) ?? 0) + BigInt(message.ext.get(LIFETIME) ?? 0);
    require(!message.ext.has(LIFETIME) || expires >= Math.floor(now / 1000), 'expired');
    const { outcome, marks, state } = judge(this.states.get(who), topic, message, now);
    this.states.set(who, state); // with the line before one atomic step
    return { outcome, marks, plaintext };
  }
}

/** MQTT 3.1.1, 4.7. */
function matches(filter, topic) {
  const [wanted, levels] = [filter.split('/'), topic.split('/')];
  const more = wanted.at(-1) === '#';
  const named = more ? wanted.slice(0, -1) : wanted;
  return !(topic.startsWith('$') && ['#', '+'].includes(wanted[0]))
    && (more ? levels.length >= named.length : levels.length === named.length)
    && named.every((level, i) => level === '+' || level === levels[i]);
}

#!/usr/bin/env node
// Seals and opens the L2 envelopes that docs/wire-format.md describes; written to be read beside that page.
//
// Needs Node 20 and nothing else. Left out, and needed by a real receiver: size limits, the times, topics and senders
// of keys, own messages, expiry and the replay rules (receiver.mjs beside this file has most of them, in memory), the
// consent to the short tag of algorithm 10, and overwriting keys after use. A real sender also counts its numbers and
// keeps its session; on the command line each envelope is a session of its own.
import { hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Aead, DERIVED, HKDF_SHA_256, PRIVATE_ALG, readKeys } from './cose-keys.mjs';
import { Reader, Refused, head, isInteger, octets, require, uint, write } from './strict-cbor.mjs';

export const EXTENSION = -65537;
export const LABELS = {
  class: 1, created: 2, lifetime: 3, previous: 4, segmentSize: 5, total: 6, padded: 7, responseTopic: 8, correlation: 9,
};
const CCM = [10, 30];

/** The parts of an envelope that follows the grammar; none of it is authentic yet. */
export function parse(data) {
  const reader = new Reader(data);
  require(reader.head().join() === '6,16');
  const [encoded, unprotected, ciphertext] = parts(reader.all());
  const header = new Reader(encoded).all();
  require(header instanceof Map && isInteger(header.get(1)));
  require([...header.keys()].every((label) => [1, 2, 3, EXTENSION].includes(label)));
  require(header.has(2) === header.has(EXTENSION));
  const critical = header.has(2) ? header.get(2) : [EXTENSION];
  require(Array.isArray(critical) && critical.length === 1 && critical[0] === EXTENSION);
  require(!header.has(3) || typeof header.get(3) === 'string' || uint(header.get(3)));
  require(!header.has(EXTENSION) || extensionFits(header.get(EXTENSION)));
  require(unprotected.size === 3);
  const [kid, piv, kctx] = [4, 6, 10].map((label) => unprotected.get(label));
  require(octets(kid, 1, 8) && octets(piv, 1, 5) && octets(kctx, 15, 46) && (piv[0] > 0 || piv.length === 1));
  const ext = header.get(EXTENSION) ?? new Map();
  const n = piv.readUIntBE(0, piv.length);
  return { encoded, alg: header.get(1), contentType: header.get(3), ext, kid, n, kctx, ciphertext };
}

export function parts(body) {
  require(Array.isArray(body) && body.length === 3);
  require(Buffer.isBuffer(body[0]) && body[1] instanceof Map && Buffer.isBuffer(body[2]));
  return body;
}

function extensionFits(ext) {
  if (!(ext instanceof Map) || ext.size === 0 || ![...ext.keys()].every((label) => uint(label, 1, 9))) {
    return false;
  }
  const has = (name) => ext.has(LABELS[name]);
  const fits = (name, test) => !has(name) || test(ext.get(LABELS[name]));
  return fits('class', (v) => uint(v, 1, 2)) && fits('created', uint) && fits('lifetime', uint)
    && (has('created') || !(has('class') || has('lifetime'))) && fits('previous', (v) => uint(v, 0, 2 ** 40 - 1))
    && has('segmentSize') === has('total') && fits('segmentSize', (v) => uint(v, 256, 65520) && v % 16 === 0)
    && fits('total', uint) && fits('padded', (v) => v === true) && fits('responseTopic', (v) => typeof v === 'string')
    && fits('correlation', Buffer.isBuffer);
}

/** The key of a message, once it is known that algorithm and lengths fit. */
export function selectKey(keys, message) {
  const key = keys.get(message.kid.toString('hex'));
  require(key?.get(3) === HKDF_SHA_256, 'unknown_key');
  require(key.get(PRIVATE_ALG) === message.alg, 'unsupported_algorithm');
  const [, , , tag] = DERIVED.get(message.alg);
  const total = message.ext.get(LABELS.total);
  if (total === undefined) {
    require(!CCM.includes(message.alg) || message.ciphertext.length - tag <= 65535);
  } else {
    const count = Math.max(1, Math.ceil(Number(total) / message.ext.get(LABELS.segmentSize)));
    require(count < 2 ** 32 && message.ciphertext.length === Number(total) + count * tag);
  }
  return key;
}

/** The plaintext without its padding, if all of it is authentic. */
export function decrypt(key, topic, message) {
  const [, , , tag] = DERIVED.get(message.alg);
  require(message.ciphertext.length >= tag, 'not_authentic');
  const { cipher, pieces } = steps(key, message, message.ext.get(LABELS.total) ?? message.ciphertext.length - tag);
  const aad = associatedData(message, topic);
  const sealed = Buffer.concat(pieces.map(([nonce, start, end], i) =>
    cipher.open(nonce, message.ciphertext.subarray(start + i * tag, end + (i + 1) * tag), aad)));
  if (!message.ext.has(LABELS.padded)) {
    return sealed;
  }
  const end = sealed.findLastIndex((octet) => octet !== 0);
  require(end >= 0 && sealed[end] === 0x80);
  return sealed.subarray(0, end);
}

/** A message and its plaintext; Refused if there is none. Replays are not told from new messages. */
export function open(keys, topic, data) {
  const message = parse(data);
  return { ...message, plaintext: decrypt(selectKey(keys, message), topic, message) };
}

export function derive(key, kctx, purpose, length) {
  const info = write([key.get(2), kctx, key.get(PRIVATE_ALG), purpose, length]);
  return Buffer.from(hkdfSync('sha256', key.get(-1), 'gradus/1', info, length));
}

export function xorPadded(number, iv) {
  return Buffer.from(iv).map((octet, i) => octet ^ (number[i - iv.length + number.length] ?? 0));
}

export function associatedData(message, topic) {
  return write(['Encrypt0', message.encoded, write(['gradus/1', topic, message.kid, message.kctx])]);
}

/** The cipher, and of each piece of the size bytes to seal: nonce, start and end. A whole message is one piece. */
export function steps(key, { alg, kctx, n, ext }, size) {
  const [, keySize, nonceSize] = DERIVED.get(alg);
  const segment = ext.get(LABELS.segmentSize);
  const prefix = segment === undefined ? '' : 'Seg';
  const step = segment ?? Math.max(1, size);
  const iv = derive(key, kctx, prefix + 'IV', nonceSize);
  const count = Math.max(1, Math.ceil(size / step));
  const pieces = Array.from({ length: count }, (_, i) => {
    const number = Buffer.alloc(segment === undefined ? 5 : 10);
    number.writeUIntBE(n, 0, 5);
    if (segment !== undefined) {
      number.writeUInt32BE(i, 5);
      number[9] = i === count - 1 ? 1 : 0;
    }
    return [xorPadded(number, iv), i * step, Math.min(size, (i + 1) * step)];
  });
  return { iv, cipher: new Aead(alg, derive(key, kctx, prefix + 'Key', keySize)), pieces };
}

/** An envelope; ext has the labels of the extension without total and padded, which follow from the rest. */
export function seal(key, topic, kctx, n, plaintext, { ext = new Map(), contentType, paddedTo } = {}) {
  const all = new Map(ext);
  let sealed = plaintext;
  if (paddedTo !== undefined) {
    all.set(LABELS.padded, true);
    sealed = Buffer.concat([plaintext, Buffer.of(0x80), Buffer.alloc(Math.max(0, paddedTo - plaintext.length - 1))]);
  }
  if (all.has(LABELS.segmentSize)) {
    all.set(LABELS.total, sealed.length);
  }
  const alg = key.get(PRIVATE_ALG);
  const sorted = new Map([...all].sort(([a], [b]) => a - b));
  require((all.size === 0 || extensionFits(sorted)) && octets(kctx, 15, 46)); // as a retained message without its time
  const header = [[1, alg], [2, [EXTENSION]], [3, contentType], [EXTENSION, sorted]];
  const present = header.filter(([label, value]) => value !== undefined && (all.size > 0 || [1, 3].includes(label)));
  const message = { encoded: write(new Map(present)), alg, ext: sorted, kid: key.get(2), n, kctx };
  require(!CCM.includes(alg) || all.has(LABELS.segmentSize) || sealed.length <= 65535);
  const { cipher, pieces } = steps(key, message, sealed.length);
  const aad = associatedData(message, topic);
  const ciphertext = pieces.map(([nonce, start, end]) => cipher.seal(nonce, sealed.subarray(start, end), aad));
  return encode(message.encoded, key.get(2), n, kctx, Buffer.concat(ciphertext));
}

export function encode(encoded, kid, n, kctx, ciphertext) {
  const hex = n.toString(16);
  const piv = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([head(6, 16), write([encoded, new Map([[4, kid], [6, piv], [10, kctx]]), ciphertext])]);
}

/** The kid context: the session's number and its eight random bytes, then the sender id. */
export function context(number, random, sender) {
  return Buffer.concat([Buffer.from(number.toString(16).padStart(12, '0'), 'hex'), random, sender]);
}

function main() {
  const { values, positionals: [command] } = parseArgs({
    allowPositionals: true,
    options: {
      keys: { type: 'string' }, topic: { type: 'string' }, kid: { type: 'string' }, sender: { type: 'string' },
      'segment-size': { type: 'string' }, retained: { type: 'boolean' },
    },
  });
  const keys = readKeys(readFileSync(values.keys));
  const data = readFileSync(0);
  if (command === 'open') {
    return open(keys, values.topic, data).plaintext;
  }
  const now = Date.now();
  const ext = new Map(values.retained ? [[LABELS.class, 1], [LABELS.created, Math.floor(now / 1000)]] : []);
  if (values['segment-size'] !== undefined) {
    ext.set(LABELS.segmentSize, Number(values['segment-size']));
  }
  const kctx = context(now, randomBytes(8), Buffer.from(values.sender));
  return seal(keys.get(values.kid), values.topic, kctx, 0, data, { ext });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(main());
  } catch (error) {
    process.stderr.write(`${error instanceof Refused ? error.outcome : error.message}\n`);
    process.exitCode = error instanceof Refused ? 3 : 2;
  }
}

// The envelopes of docs/wire-format.md, to be read beside that page: CBOR, grammar, and sealing.
//
// receiver.mjs beside this file opens them. Needs Node 20 and nothing else. Left out, and needed by a real
// sender: counting its numbers, keeping a session, and asking before the short tag of algorithm 10 is used.
import { createCipheriv, hkdfSync } from 'node:crypto';

export const [CLASS, CREATED, LIFETIME, PREVIOUS, SEGMENT_SIZE, TOTAL, PADDED, RESPONSE_TOPIC, CORRELATION] =
  [1, 2, 3, 4, 5, 6, 7, 8, 9];
export const EXTENSION = -65537; // in a header the extension, in a derived key its AEAD
export const TAG_16 = 0xd0;
// By number: OpenSSL's name, bytes of the key, the nonce and the tag.
export const ALGORITHMS = new Map([
  [1, 'aes-128-gcm', 16, 12, 16], [2, 'aes-192-gcm', 24, 12, 16], [3, 'aes-256-gcm', 32, 12, 16],
  [24, 'chacha20-poly1305', 32, 12, 16], [10, 'aes-128-ccm', 16, 13, 8], [11, 'aes-256-ccm', 32, 13, 8],
  [12, 'aes-128-ccm', 16, 7, 8], [13, 'aes-256-ccm', 32, 7, 8], [30, 'aes-128-ccm', 16, 13, 16],
  [31, 'aes-256-ccm', 32, 13, 16], [32, 'aes-128-ccm', 16, 7, 16], [33, 'aes-256-ccm', 32, 7, 16],
].map(([alg, name, key, nonce, tag]) => [alg, { name, key, nonce, tag }]));

/** An envelope was not opened; the message is the outcome. */
export class Refused extends Error {}

export function require(holds, outcome = 'malformed') {
  if (!holds) {
    throw new Refused(outcome);
  }
}

// CBOR: bytes are Buffer, maps Map, integers numbers where those are exact and BigInt where not.
const SIMPLE = [false, true, null]; // f4, f5, f6
export const isInteger = (value) => Number.isInteger(value) || typeof value === 'bigint';
const isText = (value) => typeof value === 'string';
const exact = (integer) => (Number.isSafeInteger(Number(integer)) ? Number(integer) : integer);
const unsigned = (integer, size) => Buffer.from(integer.toString(16).padStart(2 * size, '0'), 'hex');

export function encode(value) {
  const pairs = (map) => [...map].map((pair) => pair.map(encode)).sort(([a], [b]) => Buffer.compare(a, b));
  return isInteger(value) ? (value < 0 ? head(1, -1n - BigInt(value)) : head(0, value))
    : Buffer.isBuffer(value) ? Buffer.concat([head(2, value.length), value])
    : isText(value) ? Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
    : Array.isArray(value) ? Buffer.concat([head(4, value.length), ...value.map(encode)])
    : value instanceof Map ? Buffer.concat([head(5, value.size), ...pairs(value).flat()])
    : Buffer.of(0xf4 + SIMPLE.indexOf(value));
}

function head(major, argument) {
  const power = [0, 1, 2, 3].find((each) => argument < 2 ** (8 << each));
  return argument < 24 ? Buffer.of((major << 5) + Number(argument))
    : Buffer.concat([Buffer.of((major << 5) + 24 + power), unsigned(argument, 1 << power)]);
}

/** The one item that the data is. Only deterministic CBOR is equal to what it is encoded as again. */
export function decode(data) {
  let at = 0;
  function take(size) {
    require(size <= data.length - at);
    at += size;
    return data.subarray(at - size, at);
  }
  const items = (length, next) => Array.from({ length }, next);
  function read(depth, majors = [0, 1, 2, 3, 4, 5, 7]) {
    const [first] = take(1);
    const [major, low] = [first >> 5, first & 31];
    require(majors.includes(major) && low < 28 && (depth < 4 || ![4, 5].includes(major)));
    const argument = low < 24 ? low : exact(BigInt('0x' + take(1 << (low - 24)).toString('hex')));
    require(major === 7 || argument <= (major < 2 ? 2n ** 63n - 1n : data.length - at));
    switch (major) {
      case 0: return argument;
      case 1: return exact(-1n - BigInt(argument));
      case 2: return take(argument);
      case 3: return take(argument).toString(); // what is not UTF-8 is replaced, and so not equal
      case 4: return items(argument, () => read(depth + 1));
      case 5: return new Map(items(argument, () => [read(depth + 1, [0, 1, 3]), read(depth + 1)]));
      default: require(first >= 0xf4 && first <= 0xf6);
    }
    return SIMPLE[first - 0xf4];
  }
  const item = read(0);
  require(encode(item).equals(data));
  return item;
}

// Grammar: tests of values, and of maps by their labels.
const uint = (least = 0, most = Infinity) => (value) => isInteger(value) && value >= least && value <= most;
export const octets = (least = 0, most = Infinity) => (value) =>
  Buffer.isBuffer(value) && value.length >= least && value.length <= most;
export const oneOf = (...allowed) => (value) => allowed.some((each) => encode(each).equals(encode(value)));

/** Whether it is a map with all labels needed, no others but the optional, and values that pass. */
export function fits(value, needed, optional = {}) {
  const tests = { ...needed, ...optional };
  return value instanceof Map && Object.keys(needed).every((label) => value.has(Number(label)))
    && [...value].every(([label, item]) => isInteger(label) && label in tests && tests[label](item));
}

const isExtension = (ext) => fits(ext, {}, {
  [CLASS]: uint(1, 2), [CREATED]: uint(), [LIFETIME]: uint(), [PREVIOUS]: uint(0, 2 ** 40 - 1),
  [SEGMENT_SIZE]: uint(256, 65520), [TOTAL]: uint(), [PADDED]: oneOf(true), [RESPONSE_TOPIC]: isText,
  [CORRELATION]: octets(),
}) && ext.size > 0 && (ext.has(CREATED) || !(ext.has(CLASS) || ext.has(LIFETIME)))
  && ext.has(SEGMENT_SIZE) === ext.has(TOTAL) && (ext.get(SEGMENT_SIZE) ?? 0) % 16 === 0;

/** Protected header as authenticated and as a map, unprotected header, ciphertext. */
export function split(data) {
  const body = decode(data);
  require(Array.isArray(body) && body.length === 3 && Buffer.isBuffer(body[0]) && Buffer.isBuffer(body[2]));
  const [encoded, unprotected, ciphertext] = body;
  const header = encoded.length === 0 ? new Map() : decode(encoded);
  require(header instanceof Map && unprotected instanceof Map);
  return { encoded, header, unprotected, ciphertext };
}

/** The parts of an envelope of the derived form that follows the grammar; none of it is authentic yet. */
export function parse(data) {
  require(data[0] === TAG_16);
  const { encoded, header, unprotected, ciphertext } = split(data.subarray(1));
  require(header.has(2) === header.has(EXTENSION) && fits(header, { 1: isInteger }, {
    2: oneOf([EXTENSION]), 3: (content) => isText(content) || uint()(content), [EXTENSION]: isExtension,
  }));
  require(fits(unprotected, { 4: octets(1, 8), 6: octets(1, 5), 10: octets(15, 46) }));
  const [kid, piv, kctx] = unprotected.values();
  require(piv[0] > 0 || piv.length === 1);
  const [alg, contentType, ext = new Map()] = [1, 3, EXTENSION].map((label) => header.get(label));
  return { encoded, alg, contentType, ext, kid, n: piv.readUIntBE(0, piv.length), kctx, ciphertext };
}

// Keys, nonces and associated data.
export function derive(key, kctx, purpose, length) {
  const info = encode([key.get(2), kctx, key.get(EXTENSION), purpose, length]);
  return Buffer.from(hkdfSync('sha256', key.get(-1), 'gradus/1', info, length));
}

/** The derived key, and a nonce for each piece of a plaintext of that size; a whole message is one piece. */
export function schedule(key, { alg, kctx, n, ext }, size) {
  const segment = ext.get(SEGMENT_SIZE);
  const prefix = segment === undefined ? '' : 'Seg';
  const iv = derive(key, kctx, prefix + 'IV', ALGORITHMS.get(alg).nonce);
  const count = segment === undefined ? 1 : Math.max(1, Math.ceil(size / segment));
  const tail = (i) => (segment === undefined ? [] : [...unsigned(i, 4), i === count - 1 ? 1 : 0]);
  const nonces = Array.from({ length: count }, (_, i) => xorPadded([...unsigned(n, 5), ...tail(i)], iv));
  return { key: derive(key, kctx, prefix + 'Key', ALGORITHMS.get(alg).key), nonces };
}

const xorPadded = (number, iv) =>
  Buffer.from(iv).map((octet, i) => octet ^ (number[i - iv.length + number.length] ?? 0));

export const associatedData = ({ encoded, kid, kctx }, topic) =>
  encode(['Encrypt0', encoded, encode(['gradus/1', topic, kid, kctx])]);

// Sealing.
function encrypt(alg, key, nonce, plaintext, aad) {
  const { name, tag } = ALGORITHMS.get(alg);
  const cipher = createCipheriv(name, key, nonce, { authTagLength: tag });
  cipher.setAAD(aad, { plaintextLength: plaintext.length });
  // OpenSSL's CCM takes an empty input without an address for something else.
  const input = plaintext.length > 0 ? plaintext : Buffer.of(0).subarray(1);
  return Buffer.concat([cipher.update(input), cipher.final(), cipher.getAuthTag()]);
}

/** An envelope of the derived form; of the extension's labels, total and padded follow from the rest. */
export function seal(key, topic, kctx, n, plaintext, { ext = [], contentType, paddedTo } = {}) {
  const alg = key.get(EXTENSION);
  const extension = new Map(paddedTo === undefined ? ext : [...ext, [PADDED, true]]);
  const padding = paddedTo === undefined ? '' : '80'.padEnd(2 * (paddedTo - plaintext.length), '0');
  const sealed = Buffer.concat([plaintext, Buffer.from(padding, 'hex')]);
  if (extension.has(SEGMENT_SIZE)) {
    extension.set(TOTAL, sealed.length);
  }
  const extended = extension.size > 0 ? [[2, [EXTENSION]], [EXTENSION, extension]] : [];
  const described = contentType === undefined ? [] : [[3, contentType]];
  const encoded = encode(new Map([[1, alg], ...described, ...extended]));
  const piv = unsigned(n, Math.ceil(n.toString(16).length / 2));
  const unprotected = new Map([[4, key.get(2)], [6, piv], [10, kctx]]);
  const wrap = (bytes) => Buffer.concat([Buffer.of(TAG_16), encode([encoded, unprotected, bytes])]);
  const message = parse(wrap(Buffer.alloc(0))); // refuses what breaks the grammar
  const size = extension.get(SEGMENT_SIZE) ?? sealed.length;
  require(size <= 65535 || ![10, 30].includes(alg), 'too long for AES-CCM as a whole');
  const { key: sealingKey, nonces } = schedule(key, message, sealed.length);
  const aad = associatedData(message, topic);
  const pieces = nonces.map((nonce, i) =>
    encrypt(alg, sealingKey, nonce, sealed.subarray(i * size, (i + 1) * size), aad));
  return wrap(Buffer.concat(pieces));
}

/** An envelope of the direct form; in use its IV (5) has to be random, one for each envelope. */
export function sealDirect(key, plaintext, header, unprotected, externalAad = Buffer.alloc(0)) {
  const aad = encode(['Encrypt0', encode(header), externalAad]);
  const nonce = nonceOf(new Map([...header, ...unprotected]), key);
  const sealed = encrypt(key.get(3), key.get(-1), nonce, plaintext, aad);
  return Buffer.concat([Buffer.of(TAG_16), encode([encode(header), unprotected, sealed])]);
}

/** The nonce of the direct form, from the parameters of both headers. */
export function nonceOf(header, key) {
  const { nonce: size } = ALGORITHMS.get(key.get(3));
  require(header.has(5) ? octets(size, size)(header.get(5)) : octets(1, size)(header.get(6)) && key.has(5));
  return header.get(5) ?? xorPadded(header.get(6), key.get(5));
}

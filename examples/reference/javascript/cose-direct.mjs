// Opens and seals the direct form of docs/wire-format.md: COSE_Encrypt0 (RFC 9052) as other systems make it.
import { Aead, DIRECT, HKDF_SHA_256 } from './cose-keys.mjs';
import { parts, xorPadded } from './gradus-l2.mjs';
import { Reader, head, isInteger, octets, require, write } from './strict-cbor.mjs';

const [ALG, CRITICAL, KEY_ID, IV, PARTIAL_IV] = [1, 2, 4, 5, 6];

/** Protected header as authenticated, all header parameters in one map, ciphertext. */
export function parse(data) {
  const tagged = data.length > 0 && data[0] >> 5 === 6;
  const reader = new Reader(data);
  require(!tagged || reader.head()[1] === 16);
  const [encoded, unprotected, ciphertext] = parts(reader.all());
  const inner = encoded.length === 0 ? new Map() : new Reader(encoded).all();
  require(inner instanceof Map && ![...inner.keys()].some((label) => unprotected.has(label)));
  const header = new Map([...unprotected, ...inner]);
  require(isInteger(inner.get(ALG)) && !header.has(CRITICAL));
  require(!header.has(KEY_ID) || Buffer.isBuffer(header.get(KEY_ID)));
  require(header.has(IV) !== header.has(PARTIAL_IV));
  return { encoded, header, ciphertext };
}

/** The plaintext; named is the id of the key that the caller means, needed if the envelope names none. */
export function openDirect(keys, data, externalAad = Buffer.alloc(0), named = undefined) {
  const { encoded, header, ciphertext } = parse(data);
  const kid = header.get(KEY_ID) ?? named;
  const key = keys.get(kid?.toString('hex'));
  require(key !== undefined && key.get(3) !== HKDF_SHA_256 && key.get(4).includes(4), 'unknown_key');
  require(named === undefined || named.equals(kid), 'unknown_key');
  require(key.get(3) === header.get(ALG), 'unsupported_algorithm');
  const aad = write(['Encrypt0', encoded, externalAad]);
  return new Aead(key.get(3), key.get(-1)).open(nonceOf(header, key), ciphertext, aad);
}

function nonceOf(header, key) {
  const [, , size] = DIRECT.get(key.get(3));
  if (header.has(IV)) {
    require(octets(header.get(IV), size, size));
    return header.get(IV);
  }
  require(octets(header.get(PARTIAL_IV), 1, size) && key.has(5));
  return xorPadded(header.get(PARTIAL_IV), key.get(5));
}

/** An envelope with the parameters given; in use the IV has to be random, one for each envelope. */
export function sealDirect(key, plaintext, inner, unprotected, externalAad = Buffer.alloc(0), tagged = true) {
  const encoded = write(inner);
  const aad = write(['Encrypt0', encoded, externalAad]);
  const cipher = new Aead(key.get(3), key.get(-1));
  const sealed = cipher.seal(nonceOf(new Map([...unprotected, ...inner]), key), plaintext, aad);
  const body = write([encoded, unprotected, sealed]);
  return tagged ? Buffer.concat([head(6, 16), body]) : body;
}

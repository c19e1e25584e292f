// The algorithms, and the keys of a COSE_KeySet (RFC 9052, 7), as docs/wire-format.md lays them down.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Reader, Refused, octets } from './strict-cbor.mjs';

// Number in the registry of COSE: OpenSSL's name, bytes of the key, the nonce and the tag. Five serve the derived form.
export const DIRECT = new Map([
  [1, ['aes-128-gcm', 16, 12, 16]], [2, ['aes-192-gcm', 24, 12, 16]], [3, ['aes-256-gcm', 32, 12, 16]],
  [24, ['chacha20-poly1305', 32, 12, 16]],
  [10, ['aes-128-ccm', 16, 13, 8]], [11, ['aes-256-ccm', 32, 13, 8]],
  [12, ['aes-128-ccm', 16, 7, 8]], [13, ['aes-256-ccm', 32, 7, 8]],
  [30, ['aes-128-ccm', 16, 13, 16]], [31, ['aes-256-ccm', 32, 13, 16]],
  [32, ['aes-128-ccm', 16, 7, 16]], [33, ['aes-256-ccm', 32, 7, 16]],
]);
export const DERIVED = new Map([1, 3, 24, 30, 10].map((alg) => [alg, DIRECT.get(alg)]));
export const HKDF_SHA_256 = -10;
export const PRIVATE_ALG = -65537;

/** One algorithm with one key; ciphertexts end in the tag. */
export class Aead {
  constructor(alg, key) {
    [this.name, , , this.tagSize] = DIRECT.get(alg);
    this.key = key;
  }

  seal(nonce, plaintext, aad) {
    const cipher = createCipheriv(this.name, this.key, nonce, { authTagLength: this.tagSize });
    cipher.setAAD(aad, { plaintextLength: plaintext.length });
    // OpenSSL's CCM takes an empty input without an address for something else.
    const input = plaintext.length > 0 ? plaintext : Buffer.of(0).subarray(1);
    return Buffer.concat([cipher.update(input), cipher.final(), cipher.getAuthTag()]);
  }

  open(nonce, ciphertext, aad) {
    const size = ciphertext.length - this.tagSize;
    if (size < 0) {
      throw new Refused('not_authentic');
    }
    try {
      const cipher = createDecipheriv(this.name, this.key, nonce, { authTagLength: this.tagSize });
      cipher.setAuthTag(ciphertext.subarray(size));
      cipher.setAAD(aad, { plaintextLength: size });
      // With CCM, update fails where the tag is wrong, with the others final does.
      return Buffer.concat([cipher.update(ciphertext.subarray(0, size)), cipher.final()]);
    } catch {
      throw new Refused('not_authentic');
    }
  }
}

/** The COSE_Key maps by key id in hexadecimal; an error for anything that the page does not have. */
export function readKeys(data) {
  const keys = new Reader(data).all();
  if (!Array.isArray(keys) || !keys.every((key) => key instanceof Map && (derived(key) || direct(key)))) {
    throw new Error('expected an array of derived and direct keys, found something else: see docs/wire-format.md');
  }
  const byId = new Map(keys.map((key) => [key.get(2).toString('hex'), key]));
  if (byId.size !== keys.length || new Set(keys.map((key) => key.get(-1).toString('hex'))).size !== keys.length) {
    throw new Error('expected each key id and each key once, found one twice: give every key its own');
  }
  return byId;
}

function derived(key) {
  return labels(key, '1,2,3,4,-1,-65537') && key.get(1) === 4 && key.get(3) === HKDF_SHA_256 && operations(key, '7')
    && octets(key.get(2), 1, 8) && octets(key.get(-1), 32, 32) && DERIVED.has(key.get(PRIVATE_ALG));
}

function direct(key) {
  if (!labels(key, '1,2,3,4,-1', '1,2,3,4,5,-1') || !DIRECT.has(key.get(3))) {
    return false;
  }
  const [, keySize, nonceSize] = DIRECT.get(key.get(3));
  return key.get(1) === 4 && operations(key, '3', '4', '3,4') && octets(key.get(2), 1, 8)
    && octets(key.get(-1), keySize, keySize) && (!key.has(5) || octets(key.get(5), nonceSize, nonceSize));
}

const labels = (key, ...allowed) => allowed.includes([...key.keys()].join());
const operations = (key, ...allowed) => Array.isArray(key.get(4)) && allowed.includes(key.get(4).join());

// Deterministic CBOR (RFC 8949, 4.2.1) without floats and inner tags, read strictly and written.

/** An envelope was not opened; the outcome says why. */
export class Refused extends Error {
  constructor(outcome) {
    super(outcome);
    this.outcome = outcome;
  }
}

export function require(holds, outcome = 'malformed') {
  if (!holds) {
    throw new Refused(outcome);
  }
}

export const isInteger = (value) => typeof value === 'bigint' || Number.isInteger(value);
export const uint = (value, least = 0, most = 2n ** 63n - 1n) => isInteger(value) && value >= least && value <= most;
export const octets = (value, least, most) => Buffer.isBuffer(value) && value.length >= least && value.length <= most;

const SIMPLE = new Map([[0xf4, false], [0xf5, true], [0xf6, null]]);

/** A reader of one buffer. Maps become Map, bytes Buffer; integers are numbers where those are exact, else BigInt. */
export class Reader {
  constructor(data, at = 0) {
    this.data = data;
    this.at = at;
  }

  head() {
    require(this.at < this.data.length);
    const major = this.data[this.at] >> 5;
    const low = this.data[this.at] & 31;
    this.at += 1;
    if (low < 24) {
      return [major, low];
    }
    const size = 2 ** (low - 24);
    require(low < 28 && this.at + size <= this.data.length);
    const argument = BigInt('0x' + this.data.toString('hex', this.at, this.at + size));
    this.at += size;
    require(argument >= (size === 1 ? 24n : 1n << BigInt(size * 4)) && argument < 1n << 63n);
    return [major, argument <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(argument) : argument];
  }

  item(depth = 0) {
    const first = this.data[this.at];
    const [major, argument] = this.head();
    require(depth < 4 || (major !== 4 && major !== 5));
    switch (major) {
      case 0:
        return argument;
      case 1:
        return typeof argument === 'bigint' ? -1n - argument : -1 - argument;
      case 2:
        return this.string(argument);
      case 3:
        return utf8(this.string(argument));
      case 4: {
        const items = [];
        for (let i = 0; i < argument; i++) {
          items.push(this.item(depth + 1));
        }
        return items;
      }
      case 5:
        return this.pairs(argument, depth);
      default:
        require(major === 7 && SIMPLE.has(first));
        return SIMPLE.get(first);
    }
  }

  string(length) {
    require(length <= this.data.length - this.at);
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }

  pairs(count, depth) {
    const pairs = new Map();
    let last = Buffer.alloc(0);
    for (let i = 0; i < count; i++) {
      const start = this.at;
      const label = this.item(depth + 1);
      const encoded = this.data.subarray(start, this.at);
      require(['number', 'bigint', 'string'].includes(typeof label) && Buffer.compare(encoded, last) > 0);
      last = encoded;
      pairs.set(label, this.item(depth + 1));
    }
    return pairs;
  }

  /** The one item from here to the end. */
  all() {
    const item = this.item();
    require(this.at === this.data.length);
    return item;
  }
}

function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused('malformed');
  }
}

export function head(major, argument) {
  const length = [24, 2 ** 8, 2 ** 16, 2 ** 32].findIndex((bound) => argument < bound);
  if (length === 0) {
    return Buffer.of((major << 5) | Number(argument));
  }
  const size = length < 0 ? 8 : 2 ** (length - 1);
  const bytes = Buffer.from(BigInt(argument).toString(16).padStart(2 * size, '0'), 'hex');
  return Buffer.concat([Buffer.of((major << 5) | (length < 0 ? 27 : 23 + length)), bytes]);
}

/** Writes integers, text, bytes, arrays, maps in the order given, and true. */
export function write(value) {
  if (typeof value === 'number' || typeof value === 'bigint') {
    return value >= 0 ? head(0, value) : head(1, typeof value === 'bigint' ? -1n - value : -1 - value);
  }
  if (typeof value === 'string') {
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  }
  if (Buffer.isBuffer(value)) {
    return Buffer.concat([head(2, value.length), value]);
  }
  if (Array.isArray(value)) {
    return Buffer.concat([head(4, value.length), ...value.map(write)]);
  }
  return value === true ? Buffer.of(0xf5) : Buffer.concat([head(5, value.size), ...[...value].flat(1).map(write)]);
}

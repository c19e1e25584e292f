#!/usr/bin/env node
// Opens every vector of docs/vectors, seals those again that open, and runs the sequences through a receiver.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as l2 from './gradus-l2.mjs';
import { Receiver, open, openDirect, readKeys } from './receiver.mjs';

const FIELDS = {
  class: l2.CLASS, created: l2.CREATED, lifetime: l2.LIFETIME, previous: l2.PREVIOUS, segment_size: l2.SEGMENT_SIZE,
  response_topic: l2.RESPONSE_TOPIC, correlation: l2.CORRELATION,
};
const hex = (text) => Buffer.from(text, 'hex');
const keysOf = (vector) => readKeys(Buffer.concat([hex('81'), hex(vector.key)]));

function bytesOf(value) {
  return typeof value === 'string' ? hex(value) : Buffer.concat(Array(value.count).fill(hex(value.repeat)));
}

function extension(header) {
  const converted = { ...header };
  if (header.class !== undefined) {
    converted.class = ['live', 'retained', 'will'].indexOf(header.class);
  }
  if (header.correlation !== undefined) {
    converted.correlation = hex(header.correlation);
  }
  return Object.entries(FIELDS).filter(([field]) => field in header).map(([field, label]) => [label, converted[field]]);
}

/** The outcome, whether the message is handed over or dropped. */
function outcomeOf(deliver) {
  try {
    return deliver();
  } catch (error) {
    assert.ok(error instanceof l2.Refused, error);
    return { outcome: error.message, marks: [] };
  }
}

function checkPositive(vector, clock) {
  const keys = keysOf(vector);
  const key = keys.get(vector.kid);
  const { session, sender } = vector;
  const kctx = hex(session.number.toString(16).padStart(12, '0') + session.random + sender);
  const { header } = vector;
  const plaintext = bytesOf(vector.plaintext);
  const more = { ext: extension(header), contentType: header.content_type, paddedTo: header.padded_to };
  const envelope = l2.seal(key, vector.topic, kctx, vector.n, plaintext, more);
  if (typeof vector.envelope === 'string') {
    assert.equal(envelope.toString('hex'), vector.envelope);
  } else {
    const sha256 = createHash('sha256').update(envelope).digest('hex');
    assert.deepEqual({ sha256, size: envelope.length }, vector.envelope);
  }
  const opened = open(keys, vector.topic, envelope);
  assert.ok(opened.plaintext.equals(plaintext));
  assert.deepEqual([opened.kid, opened.n, opened.kctx, opened.alg, opened.contentType],
    [key.get(2), vector.n, kctx, vector.alg, header.content_type]);
  const { outcome } = outcomeOf(() => new Receiver(keys).receive(vector.topic, envelope, clock));
  assert.equal(outcome, vector.outcome);
  checkIntermediates(vector, key, l2.parse(envelope), header.padded_to ?? plaintext.length);
}

function checkIntermediates({ intermediates: known, topic, header }, key, message, size) {
  const prefix = 'segment_size' in header ? 'Seg' : '';
  const { nonce: nonceSize } = l2.ALGORITHMS.get(message.alg);
  const { key: derived, nonces } = l2.schedule(key, message, size);
  assert.equal(derived.toString('hex'), known.key);
  assert.equal(l2.derive(key, message.kctx, prefix + 'IV', nonceSize).toString('hex'), known.iv);
  assert.deepEqual(nonces.map((nonce) => nonce.toString('hex')), known.nonces);
  assert.equal(l2.associatedData(message, topic).toString('hex'), known.aad);
}

function checkDirect(vector) {
  const keys = keysOf(vector);
  const named = vector.named === null ? undefined : hex(vector.named);
  const aad = hex(vector.external_aad);
  const { outcome, plaintext } = outcomeOf(() => (
    { outcome: 'freshness_unknown', plaintext: openDirect(keys, hex(vector.envelope), aad, named) }));
  assert.equal(outcome, vector.outcome);
  if (plaintext === undefined) {
    return;
  }
  assert.equal(plaintext.toString('hex'), vector.plaintext);
  const [inner, unprotected] = [vector.protected, vector.unprotected].map((map) => l2.decode(hex(map)));
  const again = l2.sealDirect(keys.get(vector.kid), plaintext, inner, unprotected, aad);
  assert.equal(again.subarray(vector.tagged ? 0 : 1).toString('hex'), vector.envelope);
}

function checkRefusal(vector, clock) {
  const receiver = new Receiver(keysOf(vector), vector);
  const { outcome } = outcomeOf(() => receiver.receive(vector.topic, hex(vector.envelope), clock));
  assert.equal(outcome, vector.outcome);
  assert.equal(receiver.states.size, 0);
}

function checkSequence(vector) {
  const receiver = new Receiver(keysOf(vector), { own: vector.own });
  for (const [i, step] of vector.steps.entries()) {
    const { outcome, marks } = outcomeOf(() => receiver.receive(step.topic, hex(step.envelope), step.now));
    assert.deepEqual([i, outcome, marks], [i, step.outcome, step.marks]);
  }
}

const CHECKS = {
  whole: checkPositive, segmented: checkPositive, classes: checkPositive, direct: checkDirect, refusals: checkRefusal,
  replay: checkSequence,
};

// JSON.parse would round numbers above 2^53.
function readJson(url) {
  const text = readFileSync(url, 'utf8').replace(/: (\d{16,})(,?)$/gm, ': "$1n"$2');
  return JSON.parse(text, (_, value) => (/^\d{16,}n$/.test(value) ? BigInt(value.slice(0, -1)) : value));
}

for (const [area, check] of Object.entries(CHECKS)) {
  const { clock, vectors } = readJson(new URL(`../../../docs/vectors/${area}.json`, import.meta.url));
  for (const vector of vectors) {
    try {
      check(vector, clock);
    } catch (error) {
      process.exitCode = 1;
      console.error(`${area} ${vector.name}: ${error.message}`);
    }
  }
  console.log(`${area}: ${vectors.length} vectors`);
}

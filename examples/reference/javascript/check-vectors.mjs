#!/usr/bin/env node
// Opens every vector of docs/vectors, seals those again that open, and runs the sequences through a receiver.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DERIVED, readKeys } from './cose-keys.mjs';
import { openDirect, sealDirect } from './cose-direct.mjs';
import { LABELS, associatedData, context, derive, open, parse, seal, steps } from './gradus-l2.mjs';
import { Receiver } from './receiver.mjs';
import { Reader, Refused, write } from './strict-cbor.mjs';

const FIELDS = {
  class: 'class', created: 'created', lifetime: 'lifetime', previous: 'previous', segment_size: 'segmentSize',
  response_topic: 'responseTopic', correlation: 'correlation',
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
  return new Map(Object.entries(FIELDS).filter(([field]) => field in header)
    .map(([field, name]) => [LABELS[name], converted[field]]));
}

function checkPositive(vector, clock) {
  const keys = keysOf(vector);
  const key = keys.get(vector.kid);
  const kctx = context(vector.session.number, hex(vector.session.random), hex(vector.sender));
  const { header } = vector;
  const plaintext = bytesOf(vector.plaintext);
  const more = { ext: extension(header), contentType: header.content_type, paddedTo: header.padded_to };
  const envelope = seal(key, vector.topic, kctx, vector.n, plaintext, more);
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
  assert.equal(new Receiver(keys).receive(vector.topic, envelope, clock).outcome, vector.outcome);
  checkIntermediates(vector, key, parse(envelope), header.padded_to ?? plaintext.length);
}

function checkIntermediates({ intermediates: known, topic, header }, key, message, size) {
  const prefix = 'segment_size' in header ? 'Seg' : '';
  const [, keySize, nonceSize] = DERIVED.get(message.alg);
  assert.equal(derive(key, message.kctx, prefix + 'Key', keySize).toString('hex'), known.key);
  assert.equal(derive(key, message.kctx, prefix + 'IV', nonceSize).toString('hex'), known.iv);
  assert.deepEqual(steps(key, message, size).pieces.map(([nonce]) => nonce.toString('hex')), known.nonces);
  assert.equal(associatedData(message, topic).toString('hex'), known.aad);
}

function checkDirect(vector) {
  const keys = keysOf(vector);
  const named = vector.named === null ? undefined : hex(vector.named);
  const aad = hex(vector.external_aad);
  let opened;
  try {
    opened = openDirect(keys, hex(vector.envelope), aad, named);
  } catch (error) {
    assert.ok(error instanceof Refused, error);
    assert.equal(error.outcome, vector.outcome);
    return;
  }
  assert.equal('freshness_unknown', vector.outcome);
  assert.equal(opened.toString('hex'), vector.plaintext);
  const [inner, unprotected] = [vector.protected, vector.unprotected].map((map) => new Reader(hex(map)).all());
  assert.equal(write(inner).toString('hex'), vector.protected);
  const again = sealDirect(keys.get(vector.kid), opened, inner, unprotected, aad, vector.tagged);
  assert.equal(again.toString('hex'), vector.envelope);
}

function checkRefusal(vector, clock) {
  const receiver = new Receiver(keysOf(vector), vector);
  assert.equal(receiver.receive(vector.topic, hex(vector.envelope), clock).outcome, vector.outcome);
  assert.equal(receiver.senders.size + receiver.topics.size, 0);
}

function checkSequence(vector) {
  const receiver = new Receiver(keysOf(vector), { own: vector.own });
  for (const [i, step] of vector.steps.entries()) {
    const { outcome, marks } = receiver.receive(step.topic, hex(step.envelope), step.now);
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

#!/usr/bin/env node
// Opens or seals one envelope, from standard input to standard output. What is refused ends with status 3.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CLASS, CREATED, Refused, SEGMENT_SIZE, seal } from './gradus-l2.mjs';
import { open, readKeys } from './receiver.mjs';

function run() {
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
  // Each envelope is a session of its own here: the time as its number, eight random bytes, the sender id.
  const now = Date.now();
  const number = Buffer.from(now.toString(16).padStart(12, '0'), 'hex');
  const kctx = Buffer.concat([number, randomBytes(8), Buffer.from(values.sender)]);
  const ext = new Map(values.retained ? [[CLASS, 1], [CREATED, Math.floor(now / 1000)]] : []);
  if (values['segment-size'] !== undefined) {
    ext.set(SEGMENT_SIZE, Number(values['segment-size']));
  }
  return seal(keys.get(values.kid), values.topic, kctx, 0, data, { ext });
}

try {
  process.stdout.write(run());
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof Refused ? 3 : 2;
}

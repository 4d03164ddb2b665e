/** Many lines on several threads: in order, never too many at once, and never waiting for a thread that is gone. The built worker is run. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { BulkPlan } from '../../../src/bulk/batch-decider.ts';
import { decideMany } from '../../../src/bulk/decide-many.ts';
import { LineEnds } from '../../../src/bulk/record-ends.ts';
import { type Batch, splitRecords } from '../../../src/bulk/split-records.ts';
import { emptyLibrary } from '../../../src/language/library.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const worker = new URL('../../../dist/bulk/worker.js', import.meta.url).href;
const failing = fileURLToPath(new URL('../../support/failing-worker.mjs', import.meta.url));

const plan: BulkPlan = {
  versions: [{ file: { path: 'v1.policy.yaml', text: smallPolicy() }, library: emptyLibrary }],
  readings: {},
  byMoment: undefined,
  alternatives: false,
  table: undefined,
  output: { format: 'ndjson' },
  goesOn: true,
};

async function* bytesOf(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}

/** Each line is a batch of its own. */
const batchesOf = (lines: readonly string[]): AsyncIterable<Batch> => splitRecords(bytesOf(lines), new LineEnds());

async function outputOf(lines: readonly string[], workers: number, file = worker): Promise<string> {
  let text = '';
  for await (const { output } of decideMany(batchesOf(lines), plan, workers, file)) text += new TextDecoder().decode(output);
  return text;
}

/** Lines that take short and long to decide, in turns. */
const unevenLines = Array.from({ length: 200 }, (_, index) => {
  const items = Array.from({ length: index % 7 === 0 ? 200 : 1 }, () => ({ pieces: (index % 9) + 1 }));
  const { pieces: _pieces, ...request } = smallRequest;
  return JSON.stringify({ ...request, items });
});

describe('results come in the order of the lines, and are the same', () => {
  const alone = outputOf(unevenLines, 0);
  test.each([1, 2, 5])('with %i threads', async (workers) => {
    const output = await outputOf(unevenLines, workers);
    expect(output).toBe(await alone);
    expect([...output.matchAll(/^\{"line":([0-9]+),"decision":\{/gm)].map(([, line]) => Number(line))).toEqual(unevenLines.map((_, index) => index + 1));
  });
});

test('nothing is decided of nothing', async () => {
  expect(await outputOf([], 2)).toBe('');
});

test('whoever reads slowly slows the reading of lines down', async () => {
  let read = 0;
  async function* counted(): AsyncGenerator<Batch> {
    for await (const batch of batchesOf(unevenLines)) {
      read += 1;
      yield batch;
    }
  }
  let seen = 0;
  for await (const _ of decideMany(counted(), plan, 2, worker)) {
    seen += 1;
    await new Promise((resolve) => setTimeout(resolve, seen < 5 ? 50 : 0));
    expect(read - seen).toBeLessThanOrEqual(9);
  }
  expect(seen).toBe(unevenLines.length);
});

test('whoever stops reading ends all of it', async () => {
  let isClosed = false;
  async function* endless(): AsyncGenerator<Batch> {
    try {
      for (;;) yield* batchesOf(unevenLines);
    } finally {
      isClosed = true;
    }
  }
  for await (const _ of decideMany(endless(), plan, 2, worker)) break;
  await expect.poll(() => isClosed).toBe(true);
});

describe('a thread that fails ends the run with an error, and nothing comes after it', () => {
  test.each([
    ['exit', 'a worker failed at lines 4 to 4: worker exited with code: 3'],
    ['throw', 'a worker failed at lines 4 to 4: broken on purpose'],
  ])('%s', async (order, message) => {
    const lines = ['a', 'b', 'c', order, ...Array.from({ length: 100 }, () => 'x')];
    const seen: string[] = [];
    const run = async (): Promise<void> => {
      for await (const { output } of decideMany(batchesOf(lines), plan, 2, failing)) seen.push(new TextDecoder().decode(output));
    };
    await expect(run()).rejects.toThrow(expect.objectContaining({ message }));
    expect(['', 'a', 'ab', 'abc']).toContain(seen.join(''));
  });

  test('one that cannot even begin', async () => {
    await expect(outputOf(['a', 'b', 'c'], 2, '/none/worker.js')).rejects.toThrow(/^a worker failed.*: Cannot find module/);
  });
});

test('what the lines throw is thrown after the results before it', async () => {
  async function* broken(): AsyncGenerator<Batch> {
    yield* batchesOf(unevenLines.slice(0, 3));
    throw new Error('the disk is gone');
  }
  for (const workers of [0, 2]) {
    let seen = 0;
    const run = async (): Promise<void> => {
      for await (const _ of decideMany(broken(), plan, workers, worker)) seen += 1;
    };
    await expect(run()).rejects.toThrow('the disk is gone');
    expect(seen).toBe(3);
  }
});

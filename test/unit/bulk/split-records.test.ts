/** How bytes become lines, and rows of a table, wherever the chunks end. */
import { describe, expect, test } from 'vitest';
import { LineEnds, RowEnds } from '../../../src/bulk/record-ends.ts';
import { type Batch, maximumLineLength, splitRecords } from '../../../src/bulk/split-records.ts';
import { takeFirstLine } from '../../../src/bulk/take-first-line.ts';

async function* inChunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function batchesOf(text: string, ends: LineEnds | RowEnds, size = 65_536): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of splitRecords(inChunks(text, size), ends)) batches.push(batch);
  return batches;
}

async function recordsOf(text: string, ends: LineEnds | RowEnds, size = 65_536): Promise<readonly (readonly [line: number, text: string])[]> {
  const batches = await batchesOf(text, ends, size);
  return batches.flatMap(({ bytes, records }) => records.map(({ line, start, end }) => [line, Buffer.from(bytes.subarray(start, end)).toString()] as const));
}

describe('lines', () => {
  test.each([
    ['nothing', '', []],
    ['one without a line break at the end', 'a', [[1, 'a']]],
    ['one with a line break at the end', 'a\n', [[1, 'a']]],
    [
      'blank ones are kept, so that lines are counted',
      'a\n\n\nb',
      [
        [1, 'a'],
        [2, ''],
        [3, ''],
        [4, 'b'],
      ],
    ],
    [
      'quotes mean nothing',
      '"a\nb"',
      [
        [1, '"a'],
        [2, 'b"'],
      ],
    ],
    [
      'characters of several bytes',
      'é\n退货\n',
      [
        [1, 'é'],
        [2, '退货'],
      ],
    ],
  ])('%s', async (_, text, expected) => {
    for (const size of [1, 2, 3, 100]) expect(await recordsOf(text, new LineEnds(), size)).toEqual(expected);
  });

  test('a line of the greatest length is whole; of a longer one the beginning is kept, and its length', async () => {
    const text = `${'x'.repeat(maximumLineLength)}\n${'y'.repeat(maximumLineLength + 1)}\nz`;
    for (const size of [1_000, 65_536, 3_000_000]) {
      const records = (await batchesOf(text, new LineEnds(), size)).flatMap((batch) => batch.records);
      expect(records.map(({ line, length }) => [line, length])).toEqual([
        [1, maximumLineLength],
        [2, maximumLineLength + 1],
        [3, 1],
      ]);
      expect(records.map(({ start, end }) => end - start)).toEqual([maximumLineLength, 1_000, 1]);
    }
  });

  test('batches are small, and hold nothing back', async () => {
    const batches = await batchesOf('x\n'.repeat(1_000), new LineEnds());
    expect(Math.max(...batches.map(({ records }) => records.length))).toBeLessThanOrEqual(128);
    expect(batches.flatMap(({ records }) => records.map(({ line }) => line))).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
    const slowly = splitRecords(inChunks('a\nb\nc', 2), new LineEnds());
    expect((await slowly.next()).value?.records).toHaveLength(1);
  });
});

describe('rows of a table', () => {
  test.each([
    [
      'a line break between quotes',
      'a,"b\nc"\nd',
      [
        [1, 'a,"b\nc"'],
        [3, 'd'],
      ],
    ],
    [
      'two quotes are one',
      '"a""\n"\nb',
      [
        [1, '"a""\n"'],
        [3, 'b'],
      ],
    ],
    [
      'a quote within a cell without quotes opens none',
      '5" tape,x\nb',
      [
        [1, '5" tape,x'],
        [2, 'b'],
      ],
    ],
    [
      'a quote after another delimiter opens none',
      'a;"b\nc',
      [
        [1, 'a;"b'],
        [2, 'c'],
      ],
    ],
    ['a quote that is not closed reaches to the end', 'a,"b\nc\n', [[1, 'a,"b\nc\n']]],
  ])('%s', async (_, text, expected) => {
    for (const size of [1, 2, 3, 100]) expect(await recordsOf(text, new RowEnds(','), size)).toEqual(expected);
  });

  test('a quote that is not closed costs no more than a line that is too long', async () => {
    const lost = 'x,y\n'.repeat(maximumLineLength / 4 + 10);
    for (const size of [5_000, 4_000_000]) {
      const records = (await batchesOf(`"${lost}a\nb\n`, new RowEnds(','), size)).flatMap((batch) => batch.records);
      expect(records[0]?.length).toBeGreaterThan(maximumLineLength);
      expect(records[0]?.length).toBeLessThan(maximumLineLength + 100);
      expect(records.at(-1)).toMatchObject({ line: lost.split('\n').length + 1, length: 1 });
    }
  });
});

describe('the first line', () => {
  test.each([
    ['a,b\nc\nd', 'a,b', 'c\nd'],
    ['a,b', 'a,b', ''],
    ['a,b\n', 'a,b', ''],
    ['\nc', '', 'c'],
  ])('of %j', async (text, first, others) => {
    for (const size of [1, 3, 100]) {
      const { line, rest } = await takeFirstLine(inChunks(text, size));
      const chunks: Uint8Array[] = [];
      for await (const chunk of rest) chunks.push(chunk);
      expect([Buffer.from(line ?? []).toString(), Buffer.concat(chunks).toString()]).toEqual([first, others]);
    }
  });

  test('of nothing', async () => {
    expect((await takeFirstLine(inChunks('', 1))).line).toBeUndefined();
  });
});

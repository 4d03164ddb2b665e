import { maximumLineLength } from './split-records.ts';

/** The first line of some bytes, without its line break, and the bytes after it. */
export interface FirstLine {
  /** Undefined where there are no bytes at all. */
  readonly line: Uint8Array | undefined;
  readonly rest: AsyncIterable<Uint8Array>;
}

/** Takes the first line off a stream; of one that is longer than lines may be, only its beginning. */
export async function takeFirstLine(chunks: AsyncIterable<Uint8Array>): Promise<FirstLine> {
  const iterator = chunks[Symbol.asyncIterator]();
  let bytes = Buffer.alloc(0);
  let end = -1;
  while (end === -1 && bytes.length <= maximumLineLength) {
    const next = await iterator.next();
    if (next.done === true) break;
    bytes = Buffer.concat([bytes, next.value]);
    end = bytes.indexOf('\n');
  }
  const line = bytes.length === 0 ? undefined : bytes.subarray(0, end === -1 ? bytes.length : end);
  return { line, rest: joined(bytes.subarray(end === -1 ? bytes.length : end + 1), { [Symbol.asyncIterator]: () => iterator }) };
}

async function* joined(first: Uint8Array, others: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  if (first.length > 0) yield first;
  yield* others;
}

import { maximumTextLength } from '../text/source-file.ts';
import type { RecordEnds } from './record-ends.ts';

/** The most bytes that one line may have: as many as a request in a file of its own. */
export const maximumLineLength = maximumTextLength;

/** A line (or a row of a table, which may have several) within the bytes of a batch, without its line break. */
export interface RecordPlace {
  /** The number of its first line, from 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Its whole length in bytes: above `maximumLineLength`, only its beginning is in the batch. */
  readonly length: number;
}

/** Some lines that follow each other. */
export interface Batch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly records: readonly RecordPlace[];
}

/** Small enough that the first answers come soon and that all threads finish together, large enough that handing over costs little. */
const recordsOfBatch = 128;
const bytesOfBatch = 65_536;
/** What is kept of a line that is too long. */
const keptOfLongLine = 1_000;

/**
 * Splits bytes into batches of lines. Of a line that is too long only the beginning is kept, so that memory stays flat whatever comes in; what
 * has come in is never held back until more comes.
 * @param firstLine the number of the line that the bytes begin with
 */
export async function* splitRecords(chunks: AsyncIterable<Uint8Array>, ends: RecordEnds, firstLine = 1): AsyncGenerator<Batch, void, undefined> {
  const splitter = new RecordSplitter(ends, firstLine);
  for await (const chunk of chunks) yield* splitter.take(chunk);
  yield* splitter.finish();
}

class RecordSplitter {
  readonly #ends: RecordEnds;
  /** The whole lines of the batch so far. */
  #parts: Uint8Array[] = [];
  #size = 0;
  #records: RecordPlace[] = [];
  /** The line that has begun. */
  #begun: Uint8Array[] = [];
  #length = 0;
  #line: number;

  constructor(ends: RecordEnds, firstLine: number) {
    this.#ends = ends;
    this.#line = firstLine;
  }

  *take(chunk: Uint8Array): Generator<Batch> {
    let from = 0;
    while (from < chunk.length) {
      const end = this.#ends.next(chunk, from, maximumLineLength - this.#length);
      this.#hold(chunk.subarray(from, end === -1 ? chunk.length : end));
      if (end === -1) break;
      this.#endRecord();
      if (this.#records.length >= recordsOfBatch || this.#size >= bytesOfBatch) yield this.#takeBatch();
      from = end + 1;
    }
    if (this.#records.length > 0) yield this.#takeBatch();
  }

  /** The last line may have no line break. */
  *finish(): Generator<Batch> {
    if (this.#length > 0) this.#endRecord();
    if (this.#records.length > 0) yield this.#takeBatch();
  }

  #hold(part: Uint8Array): void {
    if (this.#length <= maximumLineLength) this.#begun.push(part);
    this.#length += part.length;
    if (this.#length > maximumLineLength && this.#begun.length > 0) this.#begun = [joined(this.#begun).slice(0, keptOfLongLine)];
  }

  #endRecord(): void {
    const kept = this.#begun.reduce((sum, part) => sum + part.length, 0);
    this.#records.push({ line: this.#line, start: this.#size, end: this.#size + kept, length: this.#length });
    this.#parts.push(...this.#begun);
    this.#size += kept;
    this.#begun = [];
    this.#length = 0;
    this.#line += this.#ends.takeLines();
  }

  #takeBatch(): Batch {
    const batch = { bytes: joined(this.#parts), records: this.#records };
    this.#parts = [];
    this.#size = 0;
    this.#records = [];
    return batch;
  }
}

/** The parts in memory of their own, which can be handed to another thread. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Finds where records end. It remembers what it has seen, so that records can reach over chunks. */
export interface RecordEnds {
  /**
   * The place of the line break that ends the record, or -1 where the chunk ends before.
   * @param room how many bytes the record may still have; one that has more ends with its line, whatever it holds
   */
  next(chunk: Uint8Array, from: number, room: number): number;
  /** How many lines the record had that has just ended. */
  takeLines(): number;
}

const lineFeed = 0x0a;
const quote = 0x22;

/** Each line is a record. */
export class LineEnds implements RecordEnds {
  next(chunk: Uint8Array, from: number): number {
    return chunk.indexOf(lineFeed, from);
  }

  takeLines(): number {
    return 1;
  }
}

/** Each row of a table is a record: a line break between quotes belongs to the row (RFC 4180). */
export class RowEnds implements RecordEnds {
  #delimiter: number;
  #state: 'start-of-cell' | 'plain' | 'quoted' | 'after-quote' = 'start-of-cell';
  #lines = 1;

  /** @param delimiter what stands between cells: one character of ASCII */
  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  next(chunk: Uint8Array, from: number, room: number): number {
    for (let index = from; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      if (byte === lineFeed && (this.#state !== 'quoted' || index - from > room)) return this.#end(index);
      if (byte === lineFeed) this.#lines += 1;
      else this.#step(byte);
    }
    return -1;
  }

  takeLines(): number {
    const lines = this.#lines;
    this.#lines = 1;
    return lines;
  }

  #end(index: number): number {
    this.#state = 'start-of-cell';
    return index;
  }

  /** A quote within a cell that has none around it is a mistake, which the reader of the row reports. */
  #step(byte: number): void {
    if (this.#state === 'quoted') {
      if (byte === quote) this.#state = 'after-quote';
    } else if (byte === quote && this.#state !== 'plain') this.#state = 'quoted';
    else this.#state = byte === this.#delimiter ? 'start-of-cell' : 'plain';
  }
}

/** How often a terminal is told, in milliseconds. */
const interval = 250;

/** Says on a terminal how far a run is. Where messages go to a file or a pipe, or results to the same terminal, it says nothing. */
export class Progress {
  readonly #stream: NodeJS.WriteStream | undefined;
  readonly #start = performance.now();
  #said = performance.now();
  #lines = 0;

  constructor(stream: NodeJS.WriteStream, isTaken: boolean) {
    this.#stream = stream.isTTY && !isTaken ? stream : undefined;
  }

  /** Counts lines that are done. */
  count(lines: number): void {
    this.#lines += lines;
    const now = performance.now();
    if (this.#stream === undefined || now - this.#said < interval) return;
    this.#said = now;
    const rate = Math.round((this.#lines * 1_000) / (now - this.#start));
    this.#stream.write(`\r${this.#lines.toLocaleString('en')} lines, ${rate.toLocaleString('en')} a second\u001b[K`);
  }

  /** Takes what was said off the terminal again. */
  clear(): void {
    this.#stream?.write('\r\u001b[K');
  }
}

/** What takes less time than this, in milliseconds, needs no progress. */
const patience = 1_000;

/** Says on a terminal at which step a run is, once it takes longer than a second. */
export class StepProgress {
  readonly #stream: NodeJS.WriteStream | undefined;
  readonly #start = performance.now();
  #hasSaid = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream.isTTY ? stream : undefined;
  }

  /** @param step what is being done, in a few words */
  tell(step: string): void {
    if (this.#stream === undefined || performance.now() - this.#start < patience) return;
    this.#hasSaid = true;
    this.#stream.write(`\r${step}\u001b[K`);
  }

  /** Takes what was said off the terminal again. */
  clear(): void {
    if (this.#hasSaid) this.#stream?.write('\r\u001b[K');
  }
}

/** Counts on one line of a terminal; elsewhere now and then on a line of its own. */
export class Progress {
  policies = 0;
  counted = 0;
  readonly #seed: number;
  readonly #end: number;
  readonly #isTerminal = process.stderr.isTTY;
  #last = Date.now();

  constructor(seed: number, end: number) {
    this.#seed = seed;
    this.#end = end;
  }

  count(questions: number): void {
    this.policies += 1;
    this.counted += questions;
    const now = Date.now();
    if (now - this.#last < (this.#isTerminal ? 200 : 30_000)) return;
    this.#last = now;
    const left = Math.max(0, Math.ceil((this.#end - now) / 1000));
    process.stderr.write(`${this.#isTerminal ? '\r\u001b[K' : ''}seed ${this.#seed}: ${this.counted} requests, ${left} s left${this.#isTerminal ? '' : '\n'}`);
  }

  say(text: string): void {
    process.stderr.write(`${this.#isTerminal ? '\r\u001b[K' : ''}${text}\n`);
  }
}

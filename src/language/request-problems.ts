import type { RequestProblem, RequestProblemCode } from '../model/request-problem.ts';

/** More mistakes than this in one request help nobody. */
const maximumProblems = 100;

/** What is wrong with a request, by pointer: one problem for each place. */
export class RequestProblems {
  readonly list: RequestProblem[];
  readonly #prefix: string;
  /** Also of what is not listed any more: whoever asks wants to know what can be read. */
  readonly #pointers = new Set<string>();

  constructor(list: RequestProblem[] = [], prefix = '') {
    this.list = list;
    this.#prefix = prefix;
  }

  /** Takes the problems of a part of the request, with pointers that begin there. */
  within(prefix: string): RequestProblems {
    return new RequestProblems(this.list, `${this.#prefix}${prefix}`);
  }

  /** Whether so much is wrong that no more is listed. */
  get isFull(): boolean {
    return this.list.length >= maximumProblems;
  }

  add(pointer: string, code: RequestProblemCode, message: string, help?: string): void {
    if (this.#pointers.has(pointer)) return;
    this.#pointers.add(pointer);
    if (!this.isFull) this.list.push({ pointer: `${this.#prefix}${pointer}`, code, message, ...(help === undefined ? {} : { help }) });
  }

  /** Whether something is wrong at a place or within it. */
  has(pointer: string): boolean {
    if (this.#pointers.size === 0) return false;
    return this.#pointers.has(pointer) || [...this.#pointers].some((other) => other.startsWith(`${pointer}/`));
  }
}

import { maximumItems } from '../language/read-items.ts';
import type { Decision } from '../model/generated/decision.ts';
import type { RequestProblem } from '../model/request-problem.ts';
import { pointerStep } from '../text/node.ts';
import { copyValue } from './copy-request.ts';

/** A fact that is fetched when the decision needs it. `undefined` says that it cannot be told. */
export type FactFetch = () => Promise<unknown>;

export type Fetched = { readonly ok: true; readonly more: boolean } | { readonly ok: false; readonly problems: readonly RequestProblem[] };

type Data = Readonly<Record<string, unknown>>;

/** So many failures are told about; more of them help nobody. */
const mostProblems = 100;

/** The facts of a request, or of one of its items, that are given as functions. */
class Pending {
  readonly #functions = new Map<string, () => unknown>();
  readonly #told: Data;
  readonly #fetched: Record<string, unknown> = {};
  readonly #pointer: string;
  readonly #hasFunctions: boolean;

  constructor(data: Data, pointer: string, isFact: (name: string) => boolean) {
    for (const [key, value] of Object.entries(data)) if (typeof value === 'function' && isFact(key)) this.#functions.set(key, () => value.call(undefined));
    this.#hasFunctions = this.#functions.size > 0;
    this.#told = this.#hasFunctions ? Object.fromEntries(Object.entries(data).filter(([key]) => !this.#functions.has(key))) : data;
    this.#pointer = pointer;
  }

  has(name: string): boolean {
    return this.#functions.has(name);
  }

  /** What is told and what is fetched so far. */
  get data(): Data {
    return this.#hasFunctions ? (Object.assign(Object.create(null), this.#told, this.#fetched) as Data) : this.#told;
  }

  /** Calls a function, and never again; what is wrong with what it gives is the result. */
  async fetch(name: string): Promise<RequestProblem | undefined> {
    const call = this.#functions.get(name);
    this.#functions.delete(name);
    try {
      const value = await call?.();
      if (value !== undefined) this.#fetched[name] = copyValue(value);
      return undefined;
    } catch (error) {
      return { pointer: `${this.#pointer}${pointerStep(name)}`, code: 'fetch-failed', message: `\`${name}\` could not be fetched: ${reasonOf(error)}` };
    }
  }
}

/**
 * The facts of one request that are given as functions. In each round every function that the decision asks for is called, all at once; none
 * is called twice. One beside the items serves all of them.
 */
export class FetchRounds {
  readonly #whole: Pending;
  readonly #items: readonly (Pending | undefined)[] | undefined;

  /** @param isFact whether a name is that of a fact; a function under another name stays where it is, as a mistake */
  constructor(request: Data, isFact: (name: string) => boolean) {
    const { items } = request;
    this.#whole = new Pending(request, '', isFact);
    this.#items =
      Array.isArray(items) && items.length <= maximumItems ? Array.from(items, (item: unknown, index) => pendingOf(item, index, isFact)) : undefined;
  }

  /** The request with the facts that are fetched so far, and without the others. */
  get data(): Data {
    const whole = this.#whole.data;
    const items = whole['items'];
    if (this.#items === undefined || !Array.isArray(items)) return whole;
    return Object.assign(Object.create(null), whole, { items: this.#items.map((item, index) => item?.data ?? (items[index] as unknown)) }) as Data;
  }

  /** Fetches what a decision waits for; `more` where something new is known. */
  async fetch(decision: Decision): Promise<Fetched> {
    const calls = new Map<Pending, Set<string>>();
    for (const [item, name] of factsWaitedFor(decision)) {
      const own = item === undefined ? undefined : this.#items?.[item];
      const holder = own?.has(name) === true ? own : this.#whole;
      if (holder.has(name)) calls.set(holder, (calls.get(holder) ?? new Set()).add(name));
    }
    const results = await Promise.all([...calls].flatMap(([holder, names]) => [...names].map((name) => holder.fetch(name))));
    const problems = results.filter((problem) => problem !== undefined).slice(0, mostProblems);
    return problems.length > 0 ? { ok: false, problems } : { ok: true, more: results.length > 0 };
  }
}

function pendingOf(item: unknown, index: number, isFact: (name: string) => boolean): Pending | undefined {
  return typeof item === 'object' && item !== null && !Array.isArray(item) ? new Pending(item as Data, `/items/${index}`, isFact) : undefined;
}

/** Every fact that the decision names as missing or waited for, with the item that it is of. */
function factsWaitedFor(decision: Decision): readonly (readonly [item: number | undefined, name: string])[] {
  const own = namesWaitedFor(decision).map((name) => itemAndName(name, undefined));
  const inItems = (decision.items ?? []).flatMap((item, index) => namesWaitedFor(item).map((name) => itemAndName(name, index)));
  return [...own, ...inItems];
}

/** `items.0.opened` is a fact of the first item. */
function itemAndName(name: string, item: number | undefined): readonly [item: number | undefined, name: string] {
  const [, index, rest] = /^items\.([0-9]+)\.(.*)$/.exec(name) ?? [];
  return index === undefined || rest === undefined ? [item, name] : [Number(index), rest];
}

function namesWaitedFor(decision: Decision): readonly string[] {
  const lines = [...decision.charges, ...decision.credits].flatMap(({ amount }) => (amount.kind === 'unknown' ? amount.waitsFor : []));
  const others = [...decision.evidence, ...decision.duties].flatMap(({ waitsFor }) => waitsFor ?? []);
  return [...new Set([...decision.missing.facts, ...lines, ...others])];
}

/** What a function of the caller's threw, in one line. Asking it may throw again. */
function reasonOf(reason: unknown): string {
  try {
    return String(reason instanceof Error ? reason.message : reason).replaceAll(/\s+/g, ' ');
  } catch {
    return 'it failed, and does not say why';
  }
}

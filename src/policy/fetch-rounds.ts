import type { Decision } from '../model/generated/decision.ts';
import type { RequestProblem } from '../model/request-problem.ts';

/** A fact that is fetched when the decision needs it. `undefined` says that it cannot be told. */
export type FactFetch = () => Promise<unknown>;

export type Fetched = { readonly ok: true; readonly more: boolean } | { readonly ok: false; readonly problems: readonly RequestProblem[] };

/** The facts of one request that are given as functions. In each round every function that the decision asks for is called, all at once; none is called twice. */
export class FetchRounds {
  readonly #pending = new Map<string, () => unknown>();
  readonly #data: Readonly<Record<string, unknown>>;
  readonly #fetched: Record<string, unknown> = {};
  readonly #hasFunctions: boolean;
  readonly #isFact: (name: string) => boolean;

  /** @param isFact whether a name is that of a fact; a function under another name stays where it is, as a mistake */
  constructor(request: Readonly<Record<string, unknown>>, isFact: (name: string) => boolean) {
    for (const [key, value] of Object.entries(request)) if (typeof value === 'function' && isFact(key)) this.#pending.set(key, () => value.call(undefined));
    this.#data = request;
    this.#isFact = isFact;
    this.#hasFunctions = this.#pending.size > 0;
  }

  /** The request with the facts that are fetched so far, and without the others. */
  get data(): Readonly<Record<string, unknown>> {
    if (!this.#hasFunctions) return this.#data;
    const told = Object.entries(this.#data).filter(([key, value]) => typeof value !== 'function' || !this.#isFact(key));
    return Object.assign(Object.create(null), Object.fromEntries(told), this.#fetched) as Readonly<Record<string, unknown>>;
  }

  /** Fetches what a decision waits for; `more` where something new is known. */
  async fetch(decision: Decision): Promise<Fetched> {
    const wanted = factsWaitedFor(decision).filter((name) => this.#pending.has(name));
    if (wanted.length === 0) return { ok: true, more: false };
    const settled = await Promise.allSettled(wanted.map(async (name) => this.#pending.get(name)?.()));
    const problems: RequestProblem[] = [];
    settled.forEach((result, index) => {
      const name = wanted[index] ?? '';
      this.#pending.delete(name);
      if (result.status === 'fulfilled') {
        if (result.value !== undefined) this.#fetched[name] = result.value;
      } else problems.push({ pointer: `/${name}`, code: 'fetch-failed', message: `\`${name}\` could not be fetched: ${reasonOf(result.reason)}` });
    });
    return problems.length > 0 ? { ok: false, problems } : { ok: true, more: true };
  }
}

/** Every fact that the decision names as missing or waited for. */
function factsWaitedFor(decision: Decision): readonly string[] {
  const lines = [...decision.charges, ...decision.credits].flatMap(({ amount }) => (amount.kind === 'unknown' ? amount.waitsFor : []));
  const others = [...decision.evidence, ...decision.duties].flatMap(({ waitsFor }) => waitsFor ?? []);
  return [...new Set([...decision.missing.facts, ...lines, ...others])];
}

function reasonOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

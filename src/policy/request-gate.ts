import { RequestReader } from '../language/read-request.ts';
import { contradictionsOfRequest, type ItemContradiction } from '../meaning/items-told.ts';
import { type Situation, situate, type ToldRequest } from '../meaning/situation.ts';
import { compareText } from '../model/order.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { RequestProblem } from '../model/request-problem.ts';
import type { CopiedRequest } from './copy-request.ts';

/** A request that can be decided, or all that is wrong with it, by pointer. */
export type Admitted = { readonly ok: true; readonly situation: Situation } | { readonly ok: false; readonly problems: readonly RequestProblem[] };

/** More mistakes than this in one request help nobody. */
const maximumProblems = 100;

/** Lets through what can be decided: requests whose values are values of the facts, and that say nothing that cannot be. */
export class RequestGate {
  readonly #policy: CorePolicy;
  readonly #reader: RequestReader;

  constructor(policy: CorePolicy) {
    this.#policy = policy;
    this.#reader = new RequestReader(policy);
  }

  /**
   * @param data what is told, as far as it is fetched
   * @param copied the request as it came in
   */
  admit(data: Readonly<Record<string, unknown>>, copied: Extract<CopiedRequest, { readonly ok: true }>): Admitted {
    const read = this.#reader.read(data, copied.data);
    const mistakes = [...copied.problems, ...(read.ok ? [] : read.problems)];
    if (!read.ok || mistakes.length > 0) return this.#refuse(read.ok ? read.request : read.readable, mistakes);
    const situation = situate(this.#policy, read.request);
    return contradictionsOfRequest(situation).length > 0 ? this.#refuse(read.request, []) : { ok: true, situation };
  }

  /** What the values of a request say, and what they cannot say together. */
  #refuse(told: ToldRequest, problems: readonly RequestProblem[]): Admitted {
    const all = [...problems, ...contradictionsOfRequest(situate(this.#policy, told), true).map(toProblem)].slice(0, maximumProblems);
    return { ok: false, problems: all.sort((a, b) => comparePointers(a.pointer, b.pointer)) };
  }
}

/** Items in their order, and within each by name. */
function comparePointers(a: string, b: string): number {
  const itemOf = (pointer: string): number => Number(/^\/items\/([0-9]+)/.exec(pointer)?.[1] ?? -1);
  return (a.startsWith('/items/') && b.startsWith('/items/') ? itemOf(a) - itemOf(b) : 0) || compareText(a, b);
}

function toProblem({ kind, facts, because, item }: ItemContradiction): RequestProblem {
  const [first] = facts;
  const place = item === null ? '' : `/items/${item}`;
  if (kind === 'not-applicable')
    return {
      pointer: `${place}/${first ?? ''}`,
      code: kind,
      message: `\`${first ?? ''}\` is told where it does not exist`,
      help: `leave it out; it depends on ${because === '' ? 'other facts' : because}`,
    };
  if (kind === 'calendar-end' || kind === 'out-of-range')
    return {
      pointer: first === undefined ? place : `${place}/${first}`,
      code: kind,
      message: because,
      help: kind === 'calendar-end' ? 'correct the day, or let the calendar cover more years' : 'tell a smaller number',
    };
  return {
    pointer: facts.length === 1 ? `${place}/${first ?? ''}` : place,
    code: kind,
    message: `this cannot be: ${because}`,
    ...(facts.length === 0 ? {} : { help: `look at ${facts.join(', ')}` }),
  };
}

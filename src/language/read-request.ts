import { listWords } from '../diagnostics/list-words.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { parseDecimal } from '../model/exact.ts';
import { presentValue } from '../model/fact-value.ts';
import type { CorePolicy, Fact, FactValue, Period } from '../model/policy.ts';
import { factsOfRequest } from '../model/request-facts.ts';
import type { RequestProblem } from '../model/request-problem.ts';
import { pointerStep } from '../text/node.ts';
import { type ToldMistake, ToldCheck } from './check-told.ts';
import { whatIsNoObject } from './plain-object.ts';
import { parseOrdinal } from './fact-values.ts';
import { inPlace, listItems, ownEvidence } from './read-items.ts';
import { RequestProblems } from './request-problems.ts';
import { evidenceNamesOf } from './request-schema.ts';

/** A request as the program works with it. */
export interface ReadRequest {
  readonly facts: ReadonlyMap<string, Exclude<FactValue, undefined>>;
  readonly evidence: ReadonlyMap<string, 'provided' | 'unavailable'>;
  /** What each item tells of its own; absent where the request has no items. */
  readonly items?: readonly ReadRequest[];
}

export type ReadResult =
  | { readonly ok: true; readonly request: ReadRequest }
  /** `readable` is what is right in it. */
  | { readonly ok: false; readonly problems: readonly RequestProblem[]; readonly readable: ReadRequest };

/** Checks requests of one policy against the schema that its facts give, and turns them into values of the program. */
export class RequestReader {
  readonly #policy: CorePolicy;
  readonly #evidence: readonly string[];
  readonly #requestFacts: ReadonlySet<string>;
  readonly #check: ToldCheck;

  constructor(policy: CorePolicy) {
    this.#policy = policy;
    this.#evidence = evidenceNamesOf(policy).map(({ id }) => id);
    this.#requestFacts = factsOfRequest(policy);
    this.#check = new ToldCheck(
      [...policy.facts.values()].filter(({ derived }) => derived === null),
      this.#evidence,
    );
  }

  /**
   * Reads plain data, which stays as it is.
   * @param placed the same data with what is not fetched yet, for what is told in the wrong place
   */
  read(data: Data, placed: Data = data): ReadResult {
    const problems = new RequestProblems();
    const whole = this.#readPart(without(data, 'items'), problems, true);
    const items = data['items'] === undefined ? undefined : this.#readItems(data['items'], placed, problems.within('/items'));
    const readable = items === undefined ? whole : { ...whole, items };
    return problems.list.length > 0 ? { ok: false, problems: problems.list, readable } : { ok: true, request: readable };
  }

  #readItems(items: unknown, placed: Data, problems: RequestProblems): readonly ReadRequest[] | undefined {
    const placedItems = Array.isArray(placed['items']) ? (placed['items'] as readonly unknown[]) : [];
    return listItems(items, problems)?.map((item, index) => {
      if (item === undefined || problems.isFull) return { facts: new Map(), evidence: new Map() };
      const inItem = problems.within(`/${index}`);
      const right = inPlace((placedItems[index] ?? item) as Data, placed, this.#requestFacts, inItem);
      const own = Object.fromEntries(Object.entries(item).filter(([key]) => right.has(key)));
      if (own['evidence'] !== undefined) own['evidence'] = ownEvidence(own['evidence'], placed['evidence'], inItem);
      return this.#readPart(own, inItem, false);
    });
  }

  /** Reads what is told for all items, or for one. */
  #readPart(data: Data, problems: RequestProblems, hasItems: boolean): ReadRequest {
    const request: Record<string, unknown> = Object.assign(Object.create(null), data);
    for (const [key, value] of Object.entries(request))
      if (Array.isArray(value) && value.length > 1_000) {
        problems.add(pointerStep(key), 'malformed-value', `\`${key}\` has ${value.length} values, more than a request can have`);
        delete request[key];
      }
    for (const mistake of this.#check.mistakesIn(request)) this.#report(mistake, problems, hasItems);
    const facts = new Map<string, Exclude<FactValue, undefined>>();
    for (const fact of this.#policy.facts.values()) {
      const value = request[fact.name];
      if (value === undefined || problems.has(pointerStep(fact.name))) continue;
      const read = this.#value(fact, value, problems);
      if (read !== undefined) facts.set(fact.name, read);
    }
    const told = problems.has('/evidence') ? {} : (request['evidence'] ?? {});
    return { facts, evidence: new Map(Object.entries(told as Record<string, 'provided' | 'unavailable'>)) };
  }

  #value(fact: Fact, value: unknown, problems: RequestProblems): Exclude<FactValue, undefined> | undefined {
    if (value === null || typeof value === 'boolean') return value;
    if (fact.type === 'instants' || fact.type === 'dates') return readMoments(fact, value as readonly string[], problems);
    if (fact.type === 'periods') return readPeriods(fact, value as readonly PeriodForm[], problems);
    if (fact.type === 'text') return value as string;
    if (Array.isArray(value)) {
      const members = new Set(value as readonly string[]);
      if (members.size < value.length) problems.add(pointerStep(fact.name), 'repeated', `\`${fact.name}\` has a value twice`, 'tell each value once');
      return members;
    }
    if (fact.type === 'enum') return value as string;
    const text = typeof value === 'number' ? textOfNumber(value) : String(value);
    if (text === undefined) {
      problems.add(
        pointerStep(fact.name),
        'malformed-value',
        `\`${String(value)}\` has more digits than a number in JSON keeps exactly`,
        `write it as a string: "${String(value)}"`,
      );
      return undefined;
    }
    const parsed = parseOrdinal(text, fact);
    if (parsed.ok) return this.#inBounds(fact, parsed.value, text, problems);
    if (parsed.code === 'malformed-value') problems.add(pointerStep(fact.name), parsed.code, `\`${shorten(text)}\` ${parsed.problem}`);
    else
      problems.add(
        pointerStep(fact.name),
        parsed.code,
        `\`${shorten(text)}\` has more than ${parsed.decimals} decimals`,
        'round it before it is told, as your books do',
      );
    return undefined;
  }

  #inBounds(fact: Fact, value: number, text: string, problems: RequestProblems): number {
    const say = (bound: number): string => String(presentValue(fact, bound, this.#policy.zone));
    if (fact.atLeast !== null && value < fact.atLeast)
      problems.add(pointerStep(fact.name), 'out-of-range', `\`${text}\` is less than ${say(fact.atLeast)}, the least that \`${fact.name}\` can be`);
    if (fact.atMost !== null && value > fact.atMost)
      problems.add(pointerStep(fact.name), 'out-of-range', `\`${text}\` is more than ${say(fact.atMost)}, the most that \`${fact.name}\` can be`);
    return value;
  }

  #report(mistake: ToldMistake, problems: RequestProblems, hasItems: boolean): void {
    const { pointer, fact } = mistake;
    switch (mistake.kind) {
      case 'unknown-key':
        // No fact is read at such a key, so that nobody asks whether it is wrong; a request may have very many.
        if (fact === '' && problems.isFull) return;
        if (fact !== '' && fact !== 'evidence')
          problems.add(pointer, 'wrong-type', `\`${fact}\` must be ${this.#expected(fact)}, and \`${shorten(mistake.key)}\` is not part of it`);
        else this.#reportUnknownKey(mistake.key, fact === 'evidence', problems, hasItems);
        return;
      case 'unknown-value': {
        const { value, allowed, of } = mistake;
        const nearest = typeof value === 'string' ? nearestName(value, allowed) : undefined;
        problems.add(
          pointer,
          'unknown-value',
          `${describe(value)} is not a value of \`${of ?? fact}\``,
          nearest === undefined ? `possible here: ${listWords(allowed)}` : `did you mean \`${nearest}\`?`,
        );
        return;
      }
      case 'less':
      case 'more':
        problems.add(
          pointer,
          'out-of-range',
          `\`${mistake.value}\` is ${mistake.kind} than ${mistake.limit}, the ${mistake.kind === 'less' ? 'least' : 'most'} that \`${fact}\` can be`,
        );
        return;
      case 'wrong-type':
        problems.add(pointer, 'wrong-type', `\`${fact}\` must be ${this.#expected(fact)}, and this is ${describe(mistake.value)}`);
    }
  }

  #reportUnknownKey(key: string, inEvidence: boolean, problems: RequestProblems, hasItems: boolean): void {
    const derived = this.#policy.facts.get(key)?.derived;
    if (!inEvidence && derived !== null && derived !== undefined)
      return problems.add(
        pointerStep(key),
        'unknown-fact',
        `\`${key}\` cannot be told`,
        `leave it out; it is worked out: \`${derived.from}\` less \`${derived.less}\` of what is granted`,
      );
    const known = inEvidence ? this.#evidence : this.#namesToTell(hasItems);
    const nearest = nearestName(key, known);
    problems.add(
      inEvidence ? `/evidence${pointerStep(key)}` : pointerStep(key),
      inEvidence ? 'unknown-evidence' : 'unknown-fact',
      `there is no ${inEvidence ? 'item of evidence' : 'fact'} \`${shorten(key)}\``,
      nearest === undefined ? `possible here: ${listWords(known)}` : `did you mean \`${nearest}\`?`,
    );
  }

  /** What can be told beside the items, or in one of them. */
  #namesToTell(hasItems: boolean): readonly string[] {
    const facts = [...this.#policy.facts.values()].filter(({ name, derived }) => derived === null && (hasItems || !this.#requestFacts.has(name)));
    return [...facts.map((fact) => fact.name), 'evidence', ...(hasItems ? ['items'] : [])];
  }

  #expected(name: string): string {
    const fact = this.#policy.facts.get(name);
    if (fact === undefined) return 'an object that says `provided` or `unavailable` for each item';
    const words = {
      boolean: '`true` or `false`',
      enum: `one of ${listWords(fact.values)}`,
      set: `a list of ${listWords(fact.values)}`,
      integer: 'a whole number',
      decimal: 'a number, or a number in a string such as "12.5"',
      money: 'an amount in a string, such as "12.50"',
      instant: 'a moment in a string, such as "2026-03-10T14:20:00+08:00"',
      date: 'a day in a string, such as "2026-03-10"',
      text: 'a text of 1 to 200 characters',
      instants: 'a list of moments, such as "2026-03-10T14:20:00+08:00"',
      dates: 'a list of days, such as "2026-03-10"',
      periods: 'a list of { from, to } with moments such as "2026-03-10T14:20:00+08:00"',
    }[fact.type];
    return fact.nullable ? `${words}, or null` : words;
  }
}

type Data = Readonly<Record<string, unknown>>;

function without(data: Data, left: string): Data {
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== left));
}

/** A period as a request tells it. */
interface PeriodForm {
  readonly from: string;
  readonly to?: string | null;
}

const isRead = <Value>(value: Value | undefined): value is Value => value !== undefined;

function readMoments(fact: Fact, values: readonly string[], problems: RequestProblems): readonly number[] {
  const type = fact.type === 'dates' ? 'date' : 'instant';
  return values.map((value, index) => readMoment(type, value, `${pointerStep(fact.name)}/${index}`, problems)).filter(isRead);
}

function readMoment(type: 'date' | 'instant', text: string, pointer: string, problems: RequestProblems): number | undefined {
  const parsed = parseOrdinal(text, { type, decimals: 0 });
  if (parsed.ok) return parsed.value;
  if (parsed.code === 'malformed-value') problems.add(pointer, parsed.code, `\`${shorten(text)}\` ${parsed.problem}`);
  return undefined;
}

function readPeriods(fact: Fact, values: readonly PeriodForm[], problems: RequestProblems): readonly Period[] {
  return values.map((value, index) => readPeriod(value, `${pointerStep(fact.name)}/${index}`, problems)).filter(isRead);
}

function readPeriod({ from, to }: PeriodForm, pointer: string, problems: RequestProblems): Period | undefined {
  const start = readMoment('instant', from, `${pointer}/from`, problems);
  const end = to === undefined || to === null ? null : readMoment('instant', to, `${pointer}/to`, problems);
  if (start === undefined || end === undefined) return undefined;
  if (end !== null && end <= start)
    problems.add(
      pointer,
      'empty-period',
      'this period is empty: it ends when it begins, or before',
      'tell `to` as a moment after `from`; leave it out while the period lasts',
    );
  return { from: start, to: end };
}

/** A number as text, if it has few enough digits that JSON kept them all: 15 survive every reading and printing. */
function textOfNumber(value: number): string | undefined {
  const text = Object.is(value, -0) ? '0' : String(value);
  return text.replaceAll(/[^0-9]/g, '').replace(/^0+/, '').length <= 15 || Number.isSafeInteger(value) ? text : undefined;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function describe(data: unknown): string {
  if (data === null) return '`null`';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'object') return whatIsNoObject(data) ?? 'an object';
  if (typeof data === 'string') return parseDecimal(data) === undefined ? `the text \`${shorten(data)}\`` : `\`${shorten(data)}\``;
  if (typeof data === 'function') return 'a function';
  return `\`${String(data)}\``;
}

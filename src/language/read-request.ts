import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { listWords } from '../diagnostics/catalogue.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { parseDecimal } from '../model/exact.ts';
import { presentValue } from '../model/fact-value.ts';
import type { CorePolicy, Fact, FactValue, Period } from '../model/policy.ts';
import type { RequestProblem, RequestProblemCode } from '../model/request-problem.ts';
import { pointerStep } from '../text/node.ts';
import { parseOrdinal } from './fact-values.ts';
import { evidenceNamesOf, requestSchemaOf } from './request-schema.ts';

/** A request as the program works with it. */
export interface ReadRequest {
  readonly facts: ReadonlyMap<string, Exclude<FactValue, undefined>>;
  readonly evidence: ReadonlyMap<string, 'provided' | 'unavailable'>;
}

export type ReadResult =
  | { readonly ok: true; readonly request: ReadRequest }
  /** `readable` is what is right in it. */
  | { readonly ok: false; readonly problems: readonly RequestProblem[]; readonly readable: ReadRequest };

/** More mistakes than this in one request help nobody. */
const maximumProblems = 100;

/** Checks requests of one policy against the schema that its facts give, and turns them into values of the program. */
export class RequestReader {
  readonly #policy: CorePolicy;
  readonly #evidence: readonly string[];
  #validate: ValidateFunction | undefined;

  constructor(policy: CorePolicy) {
    this.#policy = policy;
    this.#evidence = evidenceNamesOf(policy).map(({ id }) => id);
  }

  /** Reads plain data, which stays as it is. */
  read(data: Readonly<Record<string, unknown>>): ReadResult {
    const request: Record<string, unknown> = Object.assign(Object.create(null), data);
    const problems = new ProblemList();
    for (const [key, value] of Object.entries(request))
      if (Array.isArray(value) && value.length > 1_000) {
        problems.add(pointerStep(key), 'malformed-value', `\`${key}\` has ${value.length} values, more than a request can have`);
        delete request[key];
      }
    const validate = this.#validator();
    if (!validate(request)) for (const error of validate.errors ?? []) this.#report(error, problems);
    const facts = new Map<string, Exclude<FactValue, undefined>>();
    for (const fact of this.#policy.facts.values()) {
      const value = request[fact.name];
      if (value === undefined || problems.has(pointerStep(fact.name))) continue;
      const read = this.#value(fact, value, problems);
      if (read !== undefined) facts.set(fact.name, read);
    }
    const told = problems.has('/evidence') ? {} : (request['evidence'] ?? {});
    const readable = { facts, evidence: new Map(Object.entries(told as Record<string, 'provided' | 'unavailable'>)) };
    return problems.list.length > 0 ? { ok: false, problems: problems.list, readable } : { ok: true, request: readable };
  }

  #validator(): ValidateFunction {
    this.#validate ??= new Ajv2020({ allErrors: true, verbose: true, strict: false, ownProperties: true, validateFormats: false }).compile(
      this.#withoutPatterns(),
    );
    return this.#validate;
  }

  /** The schema without what is checked when a value is read: amounts, in plainer words, and repetition, which ajv takes a hostile object's word for. */
  #withoutPatterns(): object {
    return JSON.parse(
      JSON.stringify(requestSchemaOf(this.#policy), (key, value: unknown) =>
        (key === 'pattern' && typeof value === 'string') || (key === 'uniqueItems' && value === true) ? undefined : value,
      ),
    );
  }

  #value(fact: Fact, value: unknown, problems: ProblemList): Exclude<FactValue, undefined> | undefined {
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

  #inBounds(fact: Fact, value: number, text: string, problems: ProblemList): number {
    const say = (bound: number): string => String(presentValue(fact, bound, this.#policy.zone));
    if (fact.atLeast !== null && value < fact.atLeast)
      problems.add(pointerStep(fact.name), 'out-of-range', `\`${text}\` is less than ${say(fact.atLeast)}, the least that \`${fact.name}\` can be`);
    if (fact.atMost !== null && value > fact.atMost)
      problems.add(pointerStep(fact.name), 'out-of-range', `\`${text}\` is more than ${say(fact.atMost)}, the most that \`${fact.name}\` can be`);
    return value;
  }

  #report(error: ErrorObject, problems: ProblemList): void {
    const [, name = '', part] = error.instancePath.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const params: Readonly<Record<string, unknown>> = error.params;
    switch (error.keyword) {
      case 'additionalProperties': {
        const key = String(params['additionalProperty']);
        const inEvidence = name === 'evidence';
        if (name !== '' && !inEvidence)
          return problems.add(error.instancePath, 'wrong-type', `\`${name}\` must be ${this.#expected(name)}, and \`${shorten(key)}\` is not part of it`);
        const known = inEvidence ? this.#evidence : [...this.#policy.facts.keys(), 'evidence'];
        const nearest = nearestName(key, known);
        problems.add(
          inEvidence ? `/evidence${pointerStep(key)}` : pointerStep(key),
          inEvidence ? 'unknown-evidence' : 'unknown-fact',
          `there is no ${inEvidence ? 'item of evidence' : 'fact'} \`${shorten(key)}\``,
          nearest === undefined ? `possible here: ${listWords(known)}` : `did you mean \`${nearest}\`?`,
        );
        return;
      }
      case 'enum': {
        const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
        const nearest = typeof error.data === 'string' ? nearestName(error.data, allowed) : undefined;
        problems.add(
          error.instancePath,
          'unknown-value',
          `${describe(error.data)} is not a value of \`${part === undefined || name !== 'evidence' ? name : part}\``,
          nearest === undefined ? `possible here: ${listWords(allowed)}` : `did you mean \`${nearest}\`?`,
        );
        return;
      }
      case 'minimum':
      case 'maximum':
        problems.add(
          error.instancePath,
          'out-of-range',
          `\`${String(error.data)}\` is ${error.keyword === 'minimum' ? 'less' : 'more'} than ${String(params['limit'])}, the ${error.keyword === 'minimum' ? 'least' : 'most'} that \`${name}\` can be`,
        );
        return;
      default:
        problems.add(error.instancePath, 'wrong-type', `\`${name}\` must be ${this.#expected(name)}, and this is ${describe(error.data)}`);
    }
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

/** A period as a request tells it. */
interface PeriodForm {
  readonly from: string;
  readonly to?: string | null;
}

const isRead = <Value>(value: Value | undefined): value is Value => value !== undefined;

function readMoments(fact: Fact, values: readonly string[], problems: ProblemList): readonly number[] {
  const type = fact.type === 'dates' ? 'date' : 'instant';
  return values.map((value, index) => readMoment(type, value, `${pointerStep(fact.name)}/${index}`, problems)).filter(isRead);
}

function readMoment(type: 'date' | 'instant', text: string, pointer: string, problems: ProblemList): number | undefined {
  const parsed = parseOrdinal(text, { type, decimals: 0 });
  if (parsed.ok) return parsed.value;
  if (parsed.code === 'malformed-value') problems.add(pointer, parsed.code, `\`${shorten(text)}\` ${parsed.problem}`);
  return undefined;
}

function readPeriods(fact: Fact, values: readonly PeriodForm[], problems: ProblemList): readonly Period[] {
  return values.map((value, index) => readPeriod(value, `${pointerStep(fact.name)}/${index}`, problems)).filter(isRead);
}

function readPeriod({ from, to }: PeriodForm, pointer: string, problems: ProblemList): Period | undefined {
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

/** Problems by pointer: one for each place. */
class ProblemList {
  readonly list: RequestProblem[] = [];
  readonly #pointers = new Set<string>();

  add(pointer: string, code: RequestProblemCode, message: string, help?: string): void {
    if (this.#pointers.has(pointer) || this.list.length >= maximumProblems) return;
    this.#pointers.add(pointer);
    this.list.push({ pointer, code, message, ...(help === undefined ? {} : { help }) });
  }

  /** Whether something is wrong at a place or within it. */
  has(pointer: string): boolean {
    if (this.list.length === 0) return false;
    return this.#pointers.has(pointer) || [...this.#pointers].some((other) => other.startsWith(`${pointer}/`));
  }
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
  if (typeof data === 'object') return 'an object';
  if (typeof data === 'string') return parseDecimal(data) === undefined ? `the text \`${shorten(data)}\`` : `\`${shorten(data)}\``;
  if (typeof data === 'function') return 'a function';
  return `\`${String(data)}\``;
}

import { decimalsOfCurrency } from '../model/currency.ts';
import {
  add,
  ceilingOfQuotient,
  compareExact,
  divide,
  type Exact,
  fromUnits,
  larger,
  multiply,
  printExact,
  printUnits,
  smaller,
  subtract,
  zero,
} from '../model/exact.ts';
import type { Working } from '../model/generated/decision.ts';
import type { Amount, Bounds, Condition, Tier } from '../model/policy.ts';
import { hour } from '../model/time.ts';
import type { Situation } from './situation.ts';
import type { Truth } from './truth.ts';
import { collectUnknownFact, collectUnknownFacts, collectUnknownOfWindow, noUnknownFacts } from './unknown-facts.ts';

/** An amount that is known: exact where both ends are equal, else anything between them. */
export interface Interval {
  readonly low: Exact;
  readonly high: Exact;
}

/** What an amount comes to. `unknown` waits for facts that were not told. */
export type Result =
  | { readonly kind: 'known'; readonly value: Interval; readonly working: Working }
  | { readonly kind: 'unspecified'; readonly working: Working }
  | Unknown;

interface Unknown {
  readonly kind: 'unknown';
  readonly facts: ReadonlySet<string>;
}

type OfKind<Kind extends Amount['kind']> = Extract<Amount, { readonly kind: Kind }>;

/** INVARIANT: unspecified outweighs unknown, so that nothing told later can turn it into an amount. */
const workingOf = (result: Result): Working => (result.kind === 'unknown' ? unspecifiedWorking : result.working);

const unspecifiedWorking: Working = { kind: 'unspecified', amount: 'unspecified' };

const isUnspecified = ({ atLeast, atMost }: Bounds): boolean => atLeast === 'unspecified' || atMost === 'unspecified';

const exactly = (value: Exact): Interval => ({ low: value, high: value });

/** The interval of a product; the factor may be negative. */
function scale({ low, high }: Interval, factor: Exact): Interval {
  const [one, other] = [multiply(low, factor), multiply(high, factor)];
  return { low: smaller(one, other), high: larger(one, other) };
}

/** All facts that the unknown ones of some results wait for. */
function waitingFor(results: readonly (Result | Unknown)[]): Unknown {
  return { kind: 'unknown', facts: new Set(results.flatMap((result) => (result.kind === 'unknown' ? [...result.facts] : []))) };
}

/** Works out amounts of one currency in a situation. `truthOf` judges the conditions of branches. */
export class AmountWorker {
  readonly #situation: Situation;
  readonly #truthOf: (condition: Condition) => Truth;
  readonly #decimals: number;

  constructor(situation: Situation, truthOf: (condition: Condition) => Truth, currency: string) {
    this.#situation = situation;
    this.#truthOf = truthOf;
    this.#decimals = decimalsOfCurrency(currency) ?? 2;
  }

  work(amount: Amount): Result {
    switch (amount.kind) {
      case 'fixed':
        return { kind: 'known', value: exactly(amount.value), working: { kind: 'fixed', amount: this.#print(amount.value) } };
      case 'unspecified':
        return { kind: 'unspecified', working: unspecifiedWorking };
      case 'fact':
        return this.#fact(amount.fact);
      case 'tier':
        return this.#tier(amount.tier);
      case 'percent':
        return this.#percent(amount);
      case 'each':
      case 'started':
      case 'late':
        return this.#each(amount);
      case 'sum':
      case 'difference':
        return this.#sum(amount);
      case 'pro-rata':
        return this.#proRata(amount);
      case 'up-to':
        return this.#upTo(amount);
      case 'match':
        return this.#match(amount);
      case 'choose':
        return this.#choose(amount);
    }
  }

  #print(value: Exact): string {
    return printExact(value, this.#decimals);
  }

  #printInterval({ low, high }: Interval): string {
    return compareExact(low, high) === 0 ? this.#print(low) : `${this.#print(low)} to ${this.#print(high)}`;
  }

  #unknown(...names: readonly string[]): Unknown {
    const unknown = noUnknownFacts();
    for (const name of names) collectUnknownFact(name, this.#situation, unknown, 'others');
    return { kind: 'unknown', facts: new Set([...unknown.first, ...unknown.others]) };
  }

  #unknownWindow(window: string, what: 'state' | 'end'): Unknown {
    const unknown = noUnknownFacts();
    collectUnknownOfWindow(window, this.#situation, unknown, 'others', what);
    return { kind: 'unknown', facts: new Set([...unknown.first, ...unknown.others]) };
  }

  #fact(name: string): Result {
    const value = this.#situation.valueOf(name);
    if (value === undefined) return this.#unknown(name);
    if (typeof value !== 'number') return { kind: 'unspecified', working: { kind: 'fact', amount: 'unspecified', fact: name } };
    const exact = fromUnits(value, this.#situation.policy.facts.get(name)?.decimals ?? 0);
    return { kind: 'known', value: exactly(exact), working: { kind: 'fact', amount: this.#print(exact), fact: name } };
  }

  #tier(id: string): Result {
    const tier = this.#situation.policy.tiers.get(id);
    if (tier === undefined) throw new Error(`no tier ${id}`);
    const before = this.#situation.valueOf(tier.counts);
    const numbers = this.#situation.numbersOf(tier);
    const units = numbers.isRepeated ? 0 : tier.units === null ? 1 : this.#situation.valueOf(tier.units);
    const column = tier.column === null ? '' : this.#situation.valueOf(tier.column);
    const working = { kind: 'tier', tier: id, mode: tier.mode, column: typeof column === 'string' && tier.column !== null ? column : null } as const;
    const unspecified: Result = { kind: 'unspecified', working: { ...working, amount: 'unspecified', parts: [] } };
    if (before === null || units === null || column === null) return unspecified;
    if (typeof column === 'string' && tier.bands[0]?.rates.has(column) !== true) return unspecified;
    if (typeof before !== 'number' || typeof units !== 'number' || typeof column !== 'string') {
      const { facts } = this.#unknown(...[tier.counts, tier.units, tier.column].filter((name) => name !== null));
      return { kind: 'unknown', facts: new Set([...facts, ...numbers.waitsFor]) };
    }
    if (numbers.waitsFor.length > 0) return { kind: 'unknown', facts: new Set(numbers.waitsFor) };
    const parts = partsOf(tier, column, BigInt(before) + numbers.taken, BigInt(units));
    let sum: bigint | undefined = 0n;
    for (const part of parts) sum = sum === undefined || part.rate === 'unspecified' ? undefined : sum + part.rate * part.count;
    const shown = parts.map(({ first, last, rate, count }) => ({
      first: Number(first),
      last: Number(last),
      rate: rate === 'unspecified' ? rate : printUnits(rate, this.#decimals),
      amount: rate === 'unspecified' ? rate : printUnits(rate * count, this.#decimals),
    }));
    if (sum === undefined) return { kind: 'unspecified', working: { ...working, amount: 'unspecified', parts: shown } };
    return { kind: 'known', value: exactly(fromUnits(sum, this.#decimals)), working: { ...working, amount: printUnits(sum, this.#decimals), parts: shown } };
  }

  #percent(amount: OfKind<'percent'>): Result {
    const of = this.work(amount.of);
    if (of.kind === 'unknown' && !isUnspecified(amount.bounds)) return of;
    const value = of.kind === 'known' ? scale(of.value, { n: amount.percent.n, d: amount.percent.d * 100n }) : undefined;
    const percent = printExact(amount.percent, 0);
    return this.#bounded(value, amount.bounds, (printed, bound) => ({ kind: 'percent', amount: printed, percent, of: workingOf(of), ...bound }));
  }

  #each(amount: OfKind<'each' | 'started' | 'late'>): Result {
    const each = this.work(amount.each);
    const units = this.#units(amount);
    const count = units !== null && 'n' in units ? units : undefined;
    const outweighs = each.kind === 'unspecified' || units === null || isUnspecified(amount.bounds);
    if (!outweighs && (each.kind === 'unknown' || count === undefined)) return waitingFor([each, ...(units !== null && 'facts' in units ? [units] : [])]);
    return this.#bounded(each.kind === 'known' && count !== undefined ? scale(each.value, count) : undefined, amount.bounds, (printed, bound) => ({
      kind: amount.kind === 'each' ? 'each' : 'started',
      amount: printed,
      units: count === undefined ? null : printExact(count, 0),
      each: workingOf(each),
      ...bound,
    }));
  }

  /** How many units; null where the fact that counts them is null. */
  #units(amount: OfKind<'each' | 'started' | 'late'>): Exact | Unknown | null {
    if (amount.kind === 'late') return this.#unitsLate(amount);
    const counted = this.#number(amount.kind === 'each' ? amount.per : amount.of);
    if (amount.kind === 'each' || counted === null || 'facts' in counted) return counted;
    return { n: ceilingOfQuotient(counted, amount.size), d: 1n };
  }

  /** What an integer or decimal fact tells. */
  #number(name: string): Exact | Unknown | null {
    const value = this.#situation.valueOf(name);
    if (value === null) return null;
    return typeof value === 'number' ? fromUnits(value, this.#situation.policy.facts.get(name)?.decimals ?? 0) : this.#unknown(name);
  }

  #unitsLate(amount: OfKind<'late'>): Exact | Unknown {
    const { policy } = this.#situation;
    const found = this.#situation.windowOf(amount.window);
    if (found.state === undefined) return this.#unknownWindow(amount.window, 'state');
    if (found.state === 'closed' && found.end === 'unknown') return this.#unknownWindow(amount.window, 'end');
    if (found.state !== 'closed' || found.closesAt === null || found.judgedAt === null) return zero;
    const late =
      amount.unit === 'hours'
        ? { n: BigInt(found.judgedAt - found.closesAt), d: BigInt(hour) }
        : { n: BigInt(policy.zone.dayOf(found.judgedAt) - policy.zone.dayOf(found.closesAt)), d: 1n };
    return { n: ceilingOfQuotient(late, { n: BigInt(amount.count), d: 1n }), d: 1n };
  }

  #sum({ kind, of, bounds }: OfKind<'sum' | 'difference'>): Result {
    const parts = of.map((part) => this.work(part));
    const outweighs = parts.some((part) => part.kind === 'unspecified') || isUnspecified(bounds);
    if (!outweighs && parts.some((part) => part.kind === 'unknown')) return waitingFor(parts);
    const values = parts.map((part) => (part.kind === 'known' ? part.value : exactly(zero)));
    const [first = exactly(zero), ...others] = values;
    const plus = (a: Interval, b: Interval): Interval => ({ low: add(a.low, b.low), high: add(a.high, b.high) });
    const minus = (a: Interval, b: Interval): Interval => ({ low: subtract(a.low, b.high), high: subtract(a.high, b.low) });
    const value = others.reduce(kind === 'sum' ? plus : minus, first);
    return this.#bounded(outweighs ? undefined : value, bounds, (amount, bound) => ({ kind, amount, of: parts.map(workingOf), ...bound }));
  }

  #proRata(amount: OfKind<'pro-rata'>): Result {
    const of = this.work(amount.of);
    const [part, whole] = [this.#number(amount.part), this.#number(amount.whole)];
    const outweighs = of.kind === 'unspecified' || part === null || whole === null || isUnspecified(amount.bounds);
    const [share, total] = [part, whole].map((number) => (number !== null && 'n' in number ? number : undefined));
    if (!outweighs && (of.kind === 'unknown' || share === undefined || total === undefined))
      return waitingFor([of, ...[part, whole].filter((number) => number !== null && 'facts' in number)]);
    const known = of.kind === 'known' && share !== undefined && total !== undefined;
    // A part beyond the whole is the whole.
    const value = known ? scale(of.value, divide(smaller(share, total), total)) : undefined;
    const print = (number: Exact | undefined): string | null => (number === undefined ? null : printExact(number, 0));
    const working = { part: print(share), whole: print(total), of: workingOf(of) };
    return this.#bounded(value, amount.bounds, (printed, bound) => ({ kind: 'pro-rata', amount: printed, ...working, ...bound }));
  }

  #upTo({ of, atLeast }: OfKind<'up-to'>): Result {
    const most = this.work(of);
    if (most.kind === 'unknown') return most;
    if (most.kind === 'unspecified') return { kind: 'unspecified', working: { kind: 'up-to', amount: 'unspecified', of: most.working } };
    const value = { low: atLeast, high: larger(atLeast, most.value.high) };
    return { kind: 'known', value, working: { kind: 'up-to', amount: this.#printInterval(value), of: most.working } };
  }

  #match({ fact, keys, amounts, otherwise }: OfKind<'match'>): Result {
    const told = this.#situation.valueOf(fact);
    if (told === undefined) return this.#unknown(fact);
    const key = typeof told === 'string' ? keys.get(told) : undefined;
    const chosen = (key === undefined ? undefined : amounts.get(key)) ?? otherwise;
    const value = key ?? (otherwise === null ? null : 'otherwise');
    const of: Result = chosen === null ? { kind: 'unspecified', working: unspecifiedWorking } : this.work(chosen);
    return of.kind === 'unknown' ? of : { ...of, working: { kind: 'match', amount: of.working.amount, fact, value, of: of.working } };
  }

  #choose(amount: OfKind<'choose'>): Result {
    let branch = 1;
    for (const { when, amount: chosen } of amount.branches) {
      const truth = this.#truthOf(when);
      if (truth === undefined) {
        const unknown = noUnknownFacts();
        collectUnknownFacts(when, this.#situation, unknown, 'others');
        return { kind: 'unknown', facts: new Set([...unknown.first, ...unknown.others]) };
      }
      if (truth) return this.#branch(chosen, branch);
      branch += 1;
    }
    return this.#branch(amount.otherwise, branch);
  }

  #branch(amount: Amount, branch: number): Result {
    const of = this.work(amount);
    return of.kind === 'unknown' ? of : { ...of, working: { kind: 'choose', amount: of.working.amount, branch, of: of.working } };
  }

  /** Applies bounds to both ends, the lower bound first; `value` undefined is unspecified. */
  #bounded(value: Interval | undefined, bounds: Bounds, toWorking: (printed: string, bound: { readonly bound?: 'atLeast' | 'atMost' }) => Working): Result {
    if (value === undefined || isUnspecified(bounds)) return { kind: 'unspecified', working: toWorking('unspecified', {}) };
    const [low, high] = [clamp(value.low, bounds), clamp(value.high, bounds)];
    const result = { low: low.value, high: high.value };
    const bound = low.bound === undefined || low.bound !== high.bound ? {} : { bound: low.bound };
    return { kind: 'known', value: result, working: toWorking(this.#printInterval(result), bound) };
  }
}

/** A value between bounds that are sums, and the bound that it was moved to. */
function clamp(value: Exact, { atLeast, atMost }: Bounds): { readonly value: Exact; readonly bound?: 'atLeast' | 'atMost' } {
  const raised = atLeast !== null && atLeast !== 'unspecified' && compareExact(value, atLeast) < 0 ? atLeast : undefined;
  const before = raised ?? value;
  if (atMost !== null && atMost !== 'unspecified' && compareExact(before, atMost) > 0) return { value: atMost, bound: 'atMost' };
  return raised === undefined ? { value } : { value: raised, bound: 'atLeast' };
}

interface Part {
  readonly first: bigint;
  readonly last: bigint;
  readonly count: bigint;
  readonly rate: bigint | 'unspecified';
}

/** The runs of numbers before+1 … before+units with one rate each. */
function partsOf(tier: Tier, column: string, before: bigint, units: bigint): readonly Part[] {
  if (units <= 0n) return [];
  const first = before + 1n;
  const last = before + units;
  const parts: Part[] = [];
  let start = tier.mode === 'volume' ? last : first;
  for (const band of tier.bands) {
    const end = band.upTo === null || BigInt(band.upTo) > last ? last : BigInt(band.upTo);
    if (end < start) continue;
    const rate = band.rates.get(column) ?? 'unspecified';
    if (tier.mode === 'volume') return [{ first, last, count: units, rate }];
    parts.push({ first: start, last: end, count: end - start + 1n, rate });
    start = end + 1n;
    if (start > last) break;
  }
  return parts;
}

import { decimalsOfCurrency } from '../model/currency.ts';
import { ceilingOfQuotient, compareExact, type Exact, fromUnits, multiply, printExact, printUnits, zero } from '../model/exact.ts';
import type { Working } from '../model/generated/decision.ts';
import type { Amount, Bounds, Condition, Tier } from '../model/policy.ts';
import { hour } from '../model/time.ts';
import type { Situation } from './situation.ts';
import type { Truth } from './truth.ts';
import { collectUnknownFact, collectUnknownFacts, noUnknownFacts } from './unknown-facts.ts';

/** What an amount comes to. `unknown` waits for facts that were not told. */
export type Result =
  | { readonly kind: 'exact'; readonly value: Exact; readonly working: Working }
  | { readonly kind: 'unspecified'; readonly working: Working }
  | Unknown;

interface Unknown {
  readonly kind: 'unknown';
  readonly facts: ReadonlySet<string>;
}

/** INVARIANT: unspecified outweighs unknown, so that nothing told later can turn it into an amount. */
const workingOf = (result: Result): Working => (result.kind === 'unknown' ? { kind: 'unspecified', amount: 'unspecified' } : result.working);

const isUnspecified = ({ atLeast, atMost }: Bounds): boolean => atLeast === 'unspecified' || atMost === 'unspecified';

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
        return { kind: 'exact', value: amount.value, working: { kind: 'fixed', amount: this.#print(amount.value) } };
      case 'unspecified':
        return { kind: 'unspecified', working: { kind: 'unspecified', amount: 'unspecified' } };
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
      case 'choose':
        return this.#choose(amount);
    }
  }

  #print(value: Exact): string {
    return printExact(value, this.#decimals);
  }

  #unknown(...names: readonly string[]): Unknown {
    const unknown = noUnknownFacts();
    for (const name of names) collectUnknownFact(name, this.#situation, unknown, 'others');
    return { kind: 'unknown', facts: new Set([...unknown.first, ...unknown.others]) };
  }

  #fact(name: string): Result {
    const value = this.#situation.valueOf(name);
    if (value === undefined) return this.#unknown(name);
    if (typeof value !== 'number') return { kind: 'unspecified', working: { kind: 'fact', amount: 'unspecified', fact: name } };
    const exact = fromUnits(value, this.#situation.policy.facts.get(name)?.decimals ?? 0);
    return { kind: 'exact', value: exact, working: { kind: 'fact', amount: this.#print(exact), fact: name } };
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
    if (typeof before !== 'number' || typeof units !== 'number' || typeof column !== 'string') {
      const { facts } = this.#unknown(...[tier.counts, tier.units, tier.column].filter((name) => name !== null));
      return { kind: 'unknown', facts: new Set([...facts, ...numbers.waitsFor]) };
    }
    if (tier.bands[0]?.rates.has(column) !== true) return unspecified;
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
    return { kind: 'exact', value: fromUnits(sum, this.#decimals), working: { ...working, amount: printUnits(sum, this.#decimals), parts: shown } };
  }

  #percent(amount: Extract<Amount, { kind: 'percent' }>): Result {
    const of = this.work(amount.of);
    if (of.kind === 'unknown' && !isUnspecified(amount.bounds)) return of;
    const value = of.kind === 'exact' ? multiply(of.value, { n: amount.percent.n, d: amount.percent.d * 100n }) : undefined;
    const percent = printExact(amount.percent, 0);
    return this.#bounded(value, amount.bounds, (printed, bound) => ({ kind: 'percent', amount: printed, percent, of: workingOf(of), ...bound }));
  }

  #each(amount: Extract<Amount, { kind: 'each' | 'started' | 'late' }>): Result {
    const each = this.work(amount.each);
    const units = this.#units(amount);
    const count = units !== null && 'n' in units ? units : undefined;
    const outweighs = each.kind === 'unspecified' || units === null || isUnspecified(amount.bounds);
    if (!outweighs && (each.kind === 'unknown' || count === undefined)) {
      const waiting = [...(each.kind === 'unknown' ? each.facts : []), ...(units !== null && 'facts' in units ? units.facts : [])];
      return { kind: 'unknown', facts: new Set(waiting) };
    }
    return this.#bounded(each.kind === 'exact' && count !== undefined ? multiply(each.value, count) : undefined, amount.bounds, (printed, bound) => ({
      kind: amount.kind === 'each' ? 'each' : 'started',
      amount: printed,
      units: count === undefined ? null : printExact(count, 0),
      each: workingOf(each),
      ...bound,
    }));
  }

  /** How many units; null where the fact that counts them is null. */
  #units(amount: Extract<Amount, { kind: 'each' | 'started' | 'late' }>): Exact | Unknown | null {
    if (amount.kind === 'late') return this.#unitsLate(amount);
    const name = amount.kind === 'each' ? amount.per : amount.of;
    const value = this.#situation.valueOf(name);
    if (value === null) return null;
    if (typeof value !== 'number') return this.#unknown(name);
    const counted = fromUnits(value, this.#situation.policy.facts.get(name)?.decimals ?? 0);
    return amount.kind === 'each' ? counted : { n: ceilingOfQuotient(counted, amount.size), d: 1n };
  }

  #unitsLate(amount: Extract<Amount, { kind: 'late' }>): Exact | Unknown {
    const { policy } = this.#situation;
    const window = policy.windows.get(amount.window);
    const found = this.#situation.windowOf(amount.window);
    if (window === undefined) throw new Error(`no window ${amount.window}`);
    if (found.state === undefined) return this.#unknown(window.from, window.at);
    if (found.state !== 'closed' || found.closesAt === null || found.judgedAt === null) return zero;
    const late =
      amount.unit === 'hours'
        ? { n: BigInt(found.judgedAt - found.closesAt), d: BigInt(hour) }
        : { n: BigInt(policy.zone.dayOf(found.judgedAt) - policy.zone.dayOf(found.closesAt)), d: 1n };
    return { n: ceilingOfQuotient(late, { n: BigInt(amount.count), d: 1n }), d: 1n };
  }

  #choose(amount: Extract<Amount, { kind: 'choose' }>): Result {
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

  /** Applies bounds, the lower one first; `value` undefined is unspecified. */
  #bounded(value: Exact | undefined, bounds: Bounds, toWorking: (printed: string, bound: { readonly bound?: 'atLeast' | 'atMost' }) => Working): Result {
    const { atLeast, atMost } = bounds;
    if (value === undefined || atLeast === 'unspecified' || atMost === 'unspecified') return { kind: 'unspecified', working: toWorking('unspecified', {}) };
    let result = value;
    let bound: { bound?: 'atLeast' | 'atMost' } = {};
    if (atLeast !== null && compareExact(result, atLeast) < 0) {
      result = atLeast;
      bound = { bound: 'atLeast' };
    }
    if (atMost !== null && compareExact(result, atMost) > 0) {
      result = atMost;
      bound = { bound: 'atMost' };
    }
    return { kind: 'exact', value: result, working: toWorking(this.#print(result), bound) };
  }
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

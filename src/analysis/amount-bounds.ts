import { decimalsOfCurrency } from '../model/currency.ts';
import { add, ceilingOfQuotient, compareExact, type Exact, fromUnits, larger, multiply, smaller, subtract, zero } from '../model/exact.ts';
import type { Amount, Bounds, Line, Tier } from '../model/policy.ts';
import type { Diagram } from './diagram.ts';
import type { Proving } from './proving.ts';

/**
 * An end of an amount: never beyond `times` × the reference fact + `rest`. `rest` null: without an end.
 * INVARIANT: the reference fact is never below zero, so that the larger of two ends is the larger of both numbers.
 */
export interface End {
  readonly times: Exact;
  readonly rest: Exact | null;
}

export type Side = 'upper' | 'lower';

const one: Exact = { n: 1n, d: 1n };
const endless: End = { times: zero, rest: null };
const plain = (rest: Exact): End => ({ times: zero, rest });

/** Between which ends amounts lie in a region, exactly as far as the numbers of its cells tell. */
export class AmountBounds {
  readonly #proving: Proving;
  readonly #decimals: number;
  readonly #reference: string | null;

  /** @param reference a money fact that is never below zero, or none */
  constructor(proving: Proving, currency: string, reference: string | null) {
    this.#proving = proving;
    this.#decimals = decimalsOfCurrency(currency) ?? 2;
    this.#reference = reference;
  }

  /** An end of a line where it counts; undefined: it has no amount there. Rounding aside. */
  line({ amount, waived }: Line, region: Diagram, side: Side): End | undefined {
    if (waived === null) return this.of(amount, region, side);
    const d = this.#proving.diagrams;
    const isWaived = this.#proving.regions.regions.condition(waived.when);
    return this.#join([this.#proving.isEmpty(d.and(region, isWaived)) ? undefined : plain(zero), this.of(amount, d.minus(region, isWaived), side)], side);
  }

  /** An end of an amount in a region; undefined: there is none, as the source names no sum or no request is there. */
  of(amount: Amount, region: Diagram, side: Side): End | undefined {
    if (this.#proving.isEmpty(region)) return undefined;
    const other: Side = side === 'upper' ? 'lower' : 'upper';
    switch (amount.kind) {
      case 'fixed':
        return plain(amount.value);
      case 'unspecified':
        return undefined;
      case 'fact':
        if (amount.fact === this.#reference) return { times: one, rest: zero };
        return this.#endOfFact(amount.fact, region, side);
      case 'tier':
        return this.#tier(amount.tier, region, side);
      case 'percent': {
        const isPositive = compareExact(amount.percent, zero) >= 0;
        const end = this.of(amount.of, region, isPositive ? side : other);
        return this.#bounded(end === undefined ? undefined : scale(end, multiply(amount.percent, { n: 1n, d: 100n })), amount.bounds, side);
      }
      case 'each':
        return this.#bounded(this.#times(this.of(amount.each, region, side), this.numbersOf(amount.per, region), side), amount.bounds, side);
      case 'started': {
        const [least, most] = this.numbersOf(amount.of, region);
        const started = (value: Exact | null): Exact | null => (value === null ? null : { n: ceilingOfQuotient(value, amount.size), d: 1n });
        return this.#bounded(this.#times(this.of(amount.each, region, side), [started(least), started(most)], side), amount.bounds, side);
      }
      case 'late': {
        const isLate = !this.#proving.isEmpty(this.#proving.diagrams.and(region, this.#proving.regions.regions.windowStates(amount.window).closed));
        return this.#bounded(this.#times(this.of(amount.each, region, side), [zero, isLate ? null : zero], side), amount.bounds, side);
      }
      case 'sum': {
        const ends = amount.of.map((part) => this.of(part, region, side));
        return this.#bounded(addAll(ends), amount.bounds, side);
      }
      case 'difference': {
        const [first, ...others] = amount.of;
        const ends = [first === undefined ? undefined : this.of(first, region, side), ...others.map((part) => negate(this.of(part, region, other)))];
        return this.#bounded(addAll(ends), amount.bounds, side);
      }
      case 'pro-rata':
        return this.#bounded(this.#times(this.of(amount.of, region, side), [zero, one], side), amount.bounds, side);
      case 'up-to': {
        const end = this.of(amount.of, region, side);
        return end === undefined ? undefined : side === 'lower' ? plain(amount.atLeast) : this.#join([plain(amount.atLeast), end], side);
      }
      case 'match': {
        const values = (key: string): ReadonlySet<string> => new Set([...amount.keys].flatMap(([value, its]) => (its === key ? [value] : [])));
        const where = (key: string): Diagram => this.#valueIs(amount.fact, values(key));
        const named = [...amount.amounts].map(([key, part]) => ({ part, where: where(key) }));
        const d = this.#proving.diagrams;
        const rest = d.not(d.any(named.map((entry) => entry.where)));
        const entries = amount.otherwise === null ? named : [...named, { part: amount.otherwise, where: rest }];
        return this.#join(
          entries.map((entry) => this.of(entry.part, d.and(region, entry.where), side)),
          side,
        );
      }
      case 'choose':
        return this.#join(
          this.branchesOf(amount, region).map(({ amount: part, region: own }) => this.of(part, own, side)),
          side,
        );
    }
  }

  /** The branches of an amount, each with the requests that come to it. */
  branchesOf(amount: Extract<Amount, { readonly kind: 'choose' }>, region: Diagram): readonly { readonly amount: Amount; readonly region: Diagram }[] {
    const { diagrams: d, regions } = this.#proving;
    let left = region;
    const branches = amount.branches.map(({ when, amount: part }) => {
      const here = d.and(left, regions.regions.condition(when));
      left = d.minus(left, here);
      return { amount: part, region: here };
    });
    return [...branches, { amount: amount.otherwise, region: left }];
  }

  /** The least and the most that a number comes to; null: without an end. */
  numbersOf(name: string, region: Diagram): readonly [Exact | null, Exact | null] {
    const fact = this.#proving.policy.facts.get(name);
    if (fact === undefined) return [null, null];
    const [least, most] = this.#unitsOf(name, region);
    return [least === null ? null : fromUnits(least, fact.decimals), most === null ? null : fromUnits(most, fact.decimals)];
  }

  #unitsOf(name: string, region: Diagram): readonly [number | null, number | null] {
    const { policy, space, diagrams: d, taken } = this.#proving;
    const fact = policy.facts.get(name);
    if (fact === undefined) return [null, null];
    const key = [...space.cut.values()].find((dimension) => dimension.kind === 'fact' && dimension.fact.name === name)?.key ?? '';
    const cut = space.cut.get(key);
    const level = space.levels.get(key);
    const allowed = level === undefined ? null : d.extentOf(d.and(region, taken))[level];
    const cells = (cut?.cells ?? []).filter((_, index) => allowed === null || allowed?.has(index) === true);
    const ends = cells.flatMap((cell) =>
      cell.kind === 'span' ? [[cell.from, cell.to] as const] : cell.kind === 'told' ? [[fact.atLeast, fact.atMost] as const] : [],
    );
    const [lows, highs] = [ends.map(([from]) => from), ends.map(([, to]) => to)];
    return [
      lows.length === 0 ? fact.atLeast : lows.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b))),
      highs.length === 0 ? fact.atMost : highs.reduce((a, b) => (a === null || b === null ? null : Math.max(a, b))),
    ];
  }

  #endOfFact(name: string, region: Diagram, side: Side): End {
    const [least, most] = this.numbersOf(name, region);
    return { times: zero, rest: side === 'upper' ? most : least };
  }

  #valueIs(fact: string, values: ReadonlySet<string>): Diagram {
    return this.#proving.regions.regions.valueIs(fact, (cell) => cell.kind === 'values' && cell.values.some((value) => values.has(String(value))));
  }

  #tier(id: string, region: Diagram, side: Side): End | undefined {
    const tier = this.#proving.policy.tiers.get(id);
    if (tier === undefined) return undefined;
    const rates = this.ratesOf(tier, region).map((rate) => fromUnits(rate, this.#decimals));
    const [first, ...others] = rates;
    if (first === undefined) return undefined;
    const rate = others.reduce(side === 'upper' ? larger : smaller, first);
    return this.#times(plain(rate), tier.units === null ? [one, one] : this.numbersOf(tier.units, region), side);
  }

  /** The rates that requests of a region may pay. */
  ratesOf({ column, bands, counts, units, mode }: Tier, region: Diagram): readonly bigint[] {
    const { diagrams: d, regions } = this.#proving;
    const columns =
      column === null
        ? ['']
        : [...(bands[0]?.rates.keys() ?? [])].filter((name) => !this.#proving.isEmpty(d.and(region, this.#valueIs(column, new Set([name])))));
    return bands.flatMap(({ upTo, rates }, index): readonly bigint[] => {
      const before = bands[index - 1]?.upTo ?? null;
      // Of several units the first may be in a band before, the last in one after.
      const endsBefore = before === null ? d.never : regions.regions.numbersUpTo(counts, units, before);
      const beginsAfter = upTo === null || (mode === 'volume' && units !== null) ? d.never : d.not(regions.regions.numbersUpTo(counts, null, upTo));
      const endsAfter = mode === 'volume' && units !== null && upTo !== null ? d.not(regions.regions.numbersUpTo(counts, units, upTo)) : d.never;
      if (this.#proving.isEmpty(d.minus(region, d.any([endsBefore, beginsAfter, endsAfter])))) return [];
      return columns.flatMap((name) => {
        const rate = rates.get(name);
        return typeof rate === 'bigint' ? [rate] : [];
      });
    });
  }

  /** A product with a number that lies between two others and is not below zero. */
  #times(end: End | undefined, [least, most]: readonly [Exact | null, Exact | null], side: Side): End | undefined {
    if (end === undefined) return undefined;
    if (least === null || compareExact(least, zero) < 0) return endless;
    const product = (value: Exact): Exact | null => {
      const takesMost = compareExact(value, zero) >= 0 === (side === 'upper');
      if (!takesMost) return multiply(value, least);
      return compareExact(value, zero) === 0 ? zero : most === null ? null : multiply(value, most);
    };
    const times = product(end.times);
    return { times: times ?? zero, rest: times === null || end.rest === null ? null : product(end.rest) };
  }

  #bounded(end: End | undefined, { atLeast, atMost }: Bounds, side: Side): End | undefined {
    if (end === undefined || atLeast === 'unspecified' || atMost === 'unspecified') return undefined;
    const isPlain = compareExact(end.times, zero) === 0;
    const raised =
      atLeast === null
        ? end
        : side === 'upper'
          ? this.#join([end, plain(atLeast)], 'upper')
          : isPlain && end.rest !== null
            ? plain(larger(end.rest, atLeast))
            : plain(atLeast);
    if (atMost === null || raised === undefined) return raised;
    if (side === 'lower') return this.#join([raised, plain(atMost)], 'lower');
    const isRaisedPlain = compareExact(raised.times, zero) === 0;
    return isRaisedPlain ? plain(raised.rest === null ? atMost : smaller(raised.rest, atMost)) : raised;
  }

  #join(ends: readonly (End | undefined)[], side: Side): End | undefined {
    const known = ends.filter((end) => end !== undefined);
    const [first, ...others] = known;
    const pick = side === 'upper' ? larger : smaller;
    return others.reduce(
      (a, b) => (a === undefined ? b : { times: pick(a.times, b.times), rest: a.rest === null || b.rest === null ? null : pick(a.rest, b.rest) }),
      first,
    );
  }
}

function scale({ times, rest }: End, factor: Exact): End {
  return { times: multiply(times, factor), rest: rest === null ? (compareExact(factor, zero) === 0 ? zero : null) : multiply(rest, factor) };
}

function negate(end: End | undefined): End | undefined {
  return end === undefined ? undefined : { times: subtract(zero, end.times), rest: end.rest === null ? null : subtract(zero, end.rest) };
}

/** Without an amount where one of the parts has none. */
export function addAll(ends: readonly (End | undefined)[]): End | undefined {
  return ends.reduce(
    (sum, end) =>
      sum === undefined || end === undefined
        ? undefined
        : { times: add(sum.times, end.times), rest: sum.rest === null || end.rest === null ? null : add(sum.rest, end.rest) },
    plain(zero) as End | undefined,
  );
}

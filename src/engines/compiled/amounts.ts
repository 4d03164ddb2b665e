/**
 * Amounts in whole units of a power of ten that is known beforehand, as numbers. What does not fit (shares, ranges, sums beyond what a number
 * keeps exactly) is left to the meaning's own arithmetic.
 */
import { decimalsOfCurrency } from '../../model/currency.ts';
import type { Exact, Rounding } from '../../model/exact.ts';
import type { Amount, Bounds, Condition, Line, Tier } from '../../model/policy.ts';
import type { Judge } from './closures.ts';
import type { Frame, Layout } from './frame.ts';

/** What an amount comes to beside a number of units. */
export const unspecified: number = Number.NaN;
export const unknown: number = Number.POSITIVE_INFINITY;
/** The sum is too large for this arithmetic. */
export const tooLarge: number = Number.NEGATIVE_INFINITY;

type Work = (frame: Frame) => number;

/** An amount in units of 10^-scale. */
interface Scaled {
  readonly scale: number;
  readonly work: Work;
}

type OfKind<Kind extends Amount['kind']> = Extract<Amount, { readonly kind: Kind }>;

const largest = Number.MAX_SAFE_INTEGER;
const mostDecimals = 12;

const never: Scaled = { scale: 0, work: () => unspecified };

/** Keeps special results, and gives up where a number is not exact. */
function exactly(value: number): number {
  return value <= largest && value >= -largest ? value : value === unknown || Number.isNaN(value) ? value : tooLarge;
}

const isSpecial = (value: number): boolean => !(value <= largest && value >= -largest);

/** The more telling of two results of which one at least is no number: unspecified outweighs unknown. */
function outweighing(one: number, other: number): number {
  if (one === tooLarge || other === tooLarge) return tooLarge;
  return Number.isNaN(one) || Number.isNaN(other) ? unspecified : unknown;
}

/** Compiles the amounts of one policy's lines. */
export class AmountCompiler {
  readonly #layout: Layout;
  readonly #judgeOf: (condition: Condition) => Judge;
  #decimals = 2;

  constructor(layout: Layout, judgeOf: (condition: Condition) => Judge) {
    this.#layout = layout;
    this.#judgeOf = judgeOf;
  }

  /** What a line comes to in units of its currency, rounded; undefined where that is not for this arithmetic. */
  compileLine({ amount, currency, round }: Pick<Line, 'amount' | 'currency' | 'round'>): Work | undefined {
    this.#decimals = decimalsOfCurrency(currency) ?? 2;
    const decimals = this.#decimals;
    const scaled = this.#compile(amount);
    if (scaled === undefined) return undefined;
    if (scaled.scale <= decimals) return rescaled(scaled, decimals).work;
    const { work } = scaled;
    const step = 10 ** (scaled.scale - decimals);
    return (frame) => {
      const value = work(frame);
      return isSpecial(value) ? value : roundedTo(value, step, round ?? 'half-up');
    };
  }

  #compile(amount: Amount): Scaled | undefined {
    switch (amount.kind) {
      case 'fixed':
        return constantOf(amount.value);
      case 'unspecified':
        return never;
      case 'fact':
        return this.#number(amount.fact);
      case 'tier':
        return this.#tier(amount.tier);
      case 'percent':
        return this.#percent(amount);
      case 'each':
        return this.#each(amount.each, this.#number(amount.per), amount.bounds);
      case 'started':
        return this.#each(amount.each, this.#started(amount), amount.bounds);
      case 'sum':
      case 'difference':
        return this.#sum(amount);
      case 'match':
        return this.#match(amount);
      case 'choose':
        return this.#choose(amount);
      case 'late':
      case 'pro-rata':
      case 'up-to':
        return undefined;
    }
  }

  /** The value of an ordered fact; null is unspecified. */
  #number(name: string): Scaled | undefined {
    const slot = this.#layout.factSlots.get(name);
    const fact = this.#layout.policy.facts.get(name);
    if (slot === undefined || !(fact?.type === 'integer' || fact?.type === 'decimal' || fact?.type === 'money')) return undefined;
    return {
      scale: fact.decimals,
      work: ({ codes, numbers }) => (codes[slot] === 0 ? (numbers[slot] as number) : codes[slot] === 1 ? unspecified : unknown),
    };
  }

  #tier(id: string): Scaled | undefined {
    const tier = this.#layout.policy.tiers.get(id);
    if (tier === undefined) return undefined;
    const before = this.#number(tier.counts);
    const units = tier.units === null ? { scale: 0, work: () => 1 } : this.#number(tier.units);
    const ratesOf = this.#ratesOf(tier);
    if (before?.scale !== 0 || units?.scale !== 0 || ratesOf === undefined) return undefined;
    const isVolume = tier.mode === 'volume';
    const ends = tier.bands.map(({ upTo }) => upTo ?? largest);
    return {
      scale: this.#decimals,
      work: (frame) => {
        const [from, count, rates] = [before.work(frame), units.work(frame), ratesOf(frame)];
        if (Number.isNaN(from) || Number.isNaN(count) || rates === null) return unspecified;
        if (from === unknown || count === unknown || rates === undefined) return unknown;
        return isSpecial(from + count) ? tooLarge : sumOfTier(ends, rates, from, count, isVolume);
      },
    };
  }

  /** The rates of the bands in the column that a request tells; null: there is no such column; undefined: it is not told. */
  #ratesOf({ column, bands }: Tier): ((frame: Frame) => readonly number[] | null | undefined) | undefined {
    const slot = column === null ? undefined : this.#layout.factSlots.get(column);
    const fact = slot === undefined ? undefined : this.#layout.facts[slot];
    const ratesIn = (name: string): readonly number[] | null =>
      bands[0]?.rates.has(name) !== true
        ? null
        : bands.map(({ rates }) => {
            const rate = rates.get(name) ?? 'unspecified';
            return rate === 'unspecified' ? unspecified : Number(rate);
          });
    if (bands.some(({ rates }) => [...rates.values()].some((rate) => rate !== 'unspecified' && !Number.isSafeInteger(Number(rate))))) return undefined;
    if (column === null) {
      const rates = ratesIn('');
      return rates === null ? undefined : () => rates;
    }
    if (slot === undefined || fact?.type !== 'enum') return undefined;
    const byCode = [...fact.values.map(ratesIn), null, undefined];
    return ({ codes }) => byCode[codes[slot] as number];
  }

  #percent({ of, percent, bounds }: OfKind<'percent'>): Scaled | undefined {
    const base = this.#compile(of);
    const factor = scaledExact(percent);
    if (base === undefined || factor === undefined) return undefined;
    const { work } = base;
    return bounded({ scale: base.scale + factor.scale + 2, work: (frame) => exactly(factorOf(work(frame), factor.value)) }, bounds);
  }

  #each(each: Amount, units: Scaled | undefined, bounds: Bounds): Scaled | undefined {
    const rate = this.#compile(each);
    if (rate === undefined || units === undefined) return undefined;
    const work: Work = (frame) => {
      const [one, count] = [rate.work(frame), units.work(frame)];
      return isSpecial(one) || isSpecial(count) ? outweighing(one, count) : exactly(one * count + 0);
    };
    return bounded({ scale: rate.scale + units.scale, work }, bounds);
  }

  #started({ of, size }: OfKind<'started'>): Scaled | undefined {
    const counted = this.#number(of);
    const step = scaledExact(size);
    if (counted === undefined || step === undefined || step.value <= 0) return undefined;
    const scale = Math.max(counted.scale, step.scale);
    const { work } = rescaled(counted, scale);
    const divisor = step.value * 10 ** (scale - step.scale);
    if (!Number.isSafeInteger(divisor)) return undefined;
    return {
      scale: 0,
      work: (frame) => {
        const value = work(frame);
        if (isSpecial(value)) return value;
        const rest = value % divisor;
        return (value - rest) / divisor + (rest > 0 ? 1 : 0) + 0;
      },
    };
  }

  #sum({ kind, of, bounds }: OfKind<'sum' | 'difference'>): Scaled | undefined {
    const parts = of.map((part) => this.#compile(part));
    if (parts.some((part) => part === undefined)) return undefined;
    const known = parts as readonly Scaled[];
    const scale = Math.max(...known.map((part) => part.scale));
    const works = known.map((part) => rescaled(part, scale).work);
    const sign = kind === 'sum' ? 1 : -1;
    const work: Work = (frame) => {
      let sum = (works[0] as Work)(frame);
      for (let at = 1; at < works.length; at += 1) {
        const part = (works[at] as Work)(frame);
        sum = isSpecial(sum) || isSpecial(part) ? outweighing(sum, part) : exactly(sum + sign * part);
      }
      return sum;
    };
    return bounded({ scale, work }, bounds);
  }

  #match({ fact, keys, amounts, otherwise }: OfKind<'match'>): Scaled | undefined {
    const slot = this.#layout.factSlots.get(fact);
    const found = this.#layout.policy.facts.get(fact);
    if (slot === undefined || found?.type !== 'enum') return undefined;
    const chosen = [...found.values, null].map((value) => {
      const key = value === null ? undefined : keys.get(value);
      return (key === undefined ? undefined : amounts.get(key)) ?? otherwise;
    });
    const parts = chosen.map((amount) => (amount === null ? never : this.#compile(amount)));
    const aligned = align(parts);
    if (aligned === undefined) return undefined;
    const works = [...aligned.works, () => unknown];
    return { scale: aligned.scale, work: (frame) => (works[frame.codes[slot] as number] as Work)(frame) };
  }

  #choose({ branches, otherwise }: OfKind<'choose'>): Scaled | undefined {
    const aligned = align([...branches.map(({ amount }) => this.#compile(amount)), this.#compile(otherwise)]);
    if (aligned === undefined) return undefined;
    const { works, scale } = aligned;
    const judges = branches.map(({ when }) => this.#judgeOf(when));
    return {
      scale,
      work: (frame) => {
        for (let at = 0; at < judges.length; at += 1) {
          const grade = (judges[at] as Judge)(frame);
          if (grade !== 0) return grade === 3 ? (works[at] as Work)(frame) : unknown;
        }
        return (works[judges.length] as Work)(frame);
      },
    };
  }
}

/** A special result stays what it is, whatever the factor; 0 times anything is plain 0. */
function factorOf(value: number, factor: number): number {
  return isSpecial(value) ? value : value * factor + 0;
}

function rescaled(scaled: Scaled, to: number): Scaled {
  const { scale, work } = scaled;
  const factor = 10 ** (to - scale);
  return factor === 1 ? scaled : { scale: to, work: (frame) => exactly(factorOf(work(frame), factor)) };
}

function align(parts: readonly (Scaled | undefined)[]): { readonly scale: number; readonly works: readonly Work[] } | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const scale = Math.max(...known.map((part) => part.scale));
  return { scale, works: known.map((part) => rescaled(part, scale).work) };
}

/** A number as a whole one of so many decimals; undefined where it has too many digits. */
function scaledExact({ n, d }: Exact): { readonly value: number; readonly scale: number } | undefined {
  for (let scale = 0; scale <= mostDecimals; scale += 1) {
    const units = n * 10n ** BigInt(scale);
    if (units % d === 0n) return Number.isSafeInteger(Number(units / d)) ? { scale, value: Number(units / d) } : undefined;
  }
  return undefined;
}

function constantOf(value: Exact): Scaled | undefined {
  const found = scaledExact(value);
  return found === undefined ? undefined : { scale: found.scale, work: () => found.value };
}

/** Applies the lower bound, then the upper one. */
function bounded(scaled: Scaled, { atLeast, atMost }: Bounds): Scaled | undefined {
  if (atLeast === 'unspecified' || atMost === 'unspecified') return never;
  if (atLeast === null && atMost === null) return scaled;
  const [least, most] = [atLeast, atMost].map((bound) => (bound === null ? null : scaledExact(bound)));
  if (least === undefined || most === undefined) return undefined;
  const scale = Math.max(scaled.scale, least?.scale ?? 0, most?.scale ?? 0);
  const { work } = rescaled(scaled, scale);
  const low = least === null ? Number.NEGATIVE_INFINITY : least.value * 10 ** (scale - least.scale);
  const high = most === null ? Number.POSITIVE_INFINITY : most.value * 10 ** (scale - most.scale);
  if ((least !== null && isSpecial(low)) || (most !== null && isSpecial(high))) return undefined;
  return {
    scale,
    work: (frame) => {
      const value = work(frame);
      if (isSpecial(value)) return value;
      const raised = value < low ? low : value;
      return raised > high ? high : raised;
    },
  };
}

/** A sum of units of 1/step rounded by magnitude. */
function roundedTo(value: number, step: number, rounding: Rounding): number {
  const magnitude = Math.abs(value);
  const rest = magnitude % step;
  const whole = (magnitude - rest) / step;
  const isUp =
    rest !== 0 &&
    (rounding === 'up' ||
      (rounding === 'half-up' && 2 * rest >= step) ||
      (rounding === 'half-even' && (2 * rest > step || (2 * rest === step && whole % 2 === 1))));
  const rounded = isUp ? whole + 1 : whole;
  return value < 0 ? 0 - rounded : rounded;
}

/** What the numbers from+1 … from+count cost. */
function sumOfTier(ends: readonly number[], rates: readonly number[], from: number, count: number, isVolume: boolean): number {
  if (count <= 0) return 0;
  const last = from + count;
  let start = isVolume ? last : from + 1;
  let sum = 0;
  for (let band = 0; band < ends.length && start <= last; band += 1) {
    const end = Math.min(ends[band] as number, last);
    if (end < start) continue;
    const numbers = isVolume ? count : end - start + 1;
    const cost = (rates[band] as number) * numbers + 0;
    // INVARIANT: sums that are not exact are found, as each part is smaller than the largest exact one.
    if (Number.isNaN(cost)) return unspecified;
    sum = exactly(sum + exactly(cost));
    if (sum === tooLarge) return tooLarge;
    start = end + 1;
  }
  return sum;
}

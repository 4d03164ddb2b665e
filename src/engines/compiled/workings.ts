import { decimalsOfCurrency } from '../../model/currency.ts';
import { printExact, fromUnits } from '../../model/exact.ts';
import type { Working } from '../../model/generated/decision.ts';
import type { Amount, Condition, Tier } from '../../model/policy.ts';
import type { Judge } from './closures.ts';
import type { Frame, Layout } from './frame.ts';
import { printNumber } from './print-number.ts';

/** Says how an amount that is known or unspecified came about; undefined where its numbers are too large for this. */
export type Tell = (frame: Frame) => Working | undefined;

type OfKind<Kind extends Amount['kind']> = Extract<Amount, { readonly kind: Kind }>;

/** Compiles workings of the common kinds. */
export class WorkingCompiler {
  readonly #layout: Layout;
  readonly #judgeOf: (condition: Condition) => Judge;

  constructor(layout: Layout, judgeOf: (condition: Condition) => Judge) {
    this.#layout = layout;
    this.#judgeOf = judgeOf;
  }

  /** undefined for an amount whose working is put together elsewhere. INVARIANT: asked only about amounts that are not unknown. */
  compile(amount: Amount, currency: string): Tell | undefined {
    const decimals = decimalsOfCurrency(currency) ?? 2;
    switch (amount.kind) {
      case 'fixed': {
        const printed = printExact(amount.value, decimals);
        return () => ({ kind: 'fixed', amount: printed });
      }
      case 'unspecified':
        return () => ({ kind: 'unspecified', amount: 'unspecified' });
      case 'fact':
        return this.#fact(amount, decimals);
      case 'tier':
        return this.#tier(amount, decimals);
      case 'choose':
        return this.#choose(amount, currency);
      case 'each':
        return this.#each(amount, decimals);
      default:
        return undefined;
    }
  }

  #fact({ fact: name }: OfKind<'fact'>, decimals: number): Tell | undefined {
    const slot = this.#layout.factSlots.get(name);
    const fact = this.#layout.policy.facts.get(name);
    if (slot === undefined || fact?.type !== 'money') return undefined;
    const print =
      fact.decimals === decimals
        ? (value: number): string => printNumber(value, decimals)
        : (value: number): string => printExact(fromUnits(value, fact.decimals), decimals);
    return ({ codes, numbers }) => ({ kind: 'fact', amount: codes[slot] === 0 ? print(numbers[slot] as number) : 'unspecified', fact: name });
  }

  /** In the common case: all told, and every rate given. Elsewhere, where one of them is null. */
  #tier({ tier: id }: OfKind<'tier'>, decimals: number): Tell | undefined {
    const { policy, factSlots, facts } = this.#layout;
    const tier = policy.tiers.get(id);
    if (tier === undefined) return undefined;
    const [counts, units, column] = [tier.counts, tier.units, tier.column].map((name) => (name === null ? -1 : (factSlots.get(name) ?? -2)));
    if (counts === undefined || units === undefined || column === undefined || counts < 0 || units === -2 || column === -2) return undefined;
    const values = facts[column]?.values ?? [];
    if (column >= 0 && facts[column]?.type !== 'enum') return undefined;
    const ends = tier.bands.map(({ upTo }) => upTo ?? Number.MAX_SAFE_INTEGER);
    return ({ codes, numbers }) => {
      const isTold = codes[counts] === 0 && (units < 0 || codes[units] === 0) && (column < 0 || (codes[column] as number) < values.length);
      const name = column < 0 ? null : (values[codes[column] as number] ?? null);
      if (!isTold || tier.bands[0]?.rates.has(name ?? '') !== true)
        return { kind: 'tier', tier: id, mode: tier.mode, column: name, amount: 'unspecified', parts: [] };
      return tellTier(tier, ends, name, numbers[counts] as number, units < 0 ? 1 : (numbers[units] as number), decimals);
    };
  }

  /** A plain sum for each of so many whole units. */
  #each({ each, per, bounds }: OfKind<'each'>, decimals: number): Tell | undefined {
    const slot = this.#layout.factSlots.get(per);
    if (slot === undefined || this.#layout.policy.facts.get(per)?.type !== 'integer' || each.kind !== 'fixed') return undefined;
    if (bounds.atLeast !== null || bounds.atMost !== null || (each.value.n * 10n ** BigInt(decimals)) % each.value.d !== 0n) return undefined;
    const rate = Number((each.value.n * 10n ** BigInt(decimals)) / each.value.d);
    const printed = printExact(each.value, decimals);
    return ({ codes, numbers }) => {
      const count = numbers[slot] as number;
      const of: Working = { kind: 'fixed', amount: printed };
      if (codes[slot] !== 0) return { kind: 'each', amount: 'unspecified', units: null, each: of };
      return Number.isSafeInteger(rate) && Number.isSafeInteger(rate * count)
        ? { kind: 'each', amount: printNumber(rate * count + 0, decimals), units: String(count), each: of }
        : undefined;
    };
  }

  #choose({ branches, otherwise }: OfKind<'choose'>, currency: string): Tell | undefined {
    const tells = [...branches.map((branch) => branch.amount), otherwise].map((amount) => this.compile(amount, currency));
    if (tells.some((tell) => tell === undefined)) return undefined;
    const judges = branches.map(({ when }) => this.#judgeOf(when));
    return (frame) => {
      const found = judges.findIndex((judge) => judge(frame) !== 0);
      const place = found < 0 ? judges.length : found;
      const of = (tells[place] as Tell)(frame);
      return of === undefined ? undefined : { kind: 'choose', amount: of.amount, branch: place + 1, of };
    };
  }
}

/** The numbers from+1 … from+count, by runs with one rate. */
function tellTier(tier: Tier, ends: readonly number[], column: string | null, from: number, count: number, decimals: number): Working | undefined {
  const parts: { first: number; last: number; rate: string; amount: string }[] = [];
  const last = from + count;
  if (!Number.isSafeInteger(last)) return undefined;
  const bands = count > 0 ? tier.bands.length : 0;
  const isVolume = tier.mode === 'volume';
  let start = isVolume ? last : from + 1;
  let sum = 0;
  for (let band = 0; band < bands && start <= last; band += 1) {
    const end = Math.min(ends[band] as number, last);
    if (end < start) continue;
    const first = isVolume ? from + 1 : start;
    const told = tier.bands[band]?.rates.get(column ?? '') ?? 'unspecified';
    const rate = told === 'unspecified' ? Number.NaN : Number(told);
    const amount = rate * (end - first + 1) + 0;
    sum += amount;
    if (told !== 'unspecified' && !Number.isSafeInteger(amount)) return undefined;
    const print = (value: number): string => (Number.isNaN(value) ? 'unspecified' : printNumber(value, decimals));
    parts.push({ first, last: end, rate: print(rate), amount: print(amount) });
    start = end + 1;
  }
  if (!Number.isNaN(sum) && !Number.isSafeInteger(sum)) return undefined;
  const amount = Number.isNaN(sum) ? 'unspecified' : printNumber(sum, decimals);
  return { kind: 'tier', tier: tier.id, mode: tier.mode, column, amount, parts };
}

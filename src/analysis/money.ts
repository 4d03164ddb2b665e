import { add, compareExact, type Exact, parseDecimal, printExact, subtract, zero } from '../model/exact.ts';
import { decimalsOfCurrency } from '../model/currency.ts';
import type { Amount, Decision } from '../model/generated/decision.ts';
import type { CorePolicy, Line } from '../model/policy.ts';
import { amountsWithin } from '../model/amount-parts.ts';
import type { Diagram } from './diagram.ts';
import { type Change, type Comparing, runBoth, type Witness } from './run-both.ts';
import { keyOf } from './space.ts';
import type { Taste } from './witness.ts';

/** So many values are tried for one of them. */
const mostSteps = 400;

/** How much more customers pay under the new version, in one currency: charges less credits. */
export interface MoneyDifference {
  readonly currency: string;
  /** The smallest and the largest difference; null: without a limit. Positive: the customer pays more. */
  readonly least: string | null;
  readonly most: string | null;
  /** Whether these are the ends for all requests; else those of all requests that were tried. */
  readonly isProven: boolean;
  /** How the amounts are worked out, before and after, where that is what changed. */
  readonly formula: { readonly old: string | null; readonly new: string | null } | null;
}

/** So many requests are tried for one region, where its ends can be proven and where they are merely looked for. */
const mostTries = { proof: 400, search: 40 };

/** What the changes of a region come to in money, from requests at the ends of all numbers that the amounts depend on. */
export function measureMoney(region: Diagram, changes: readonly Change[], comparing: Comparing): readonly MoneyDifference[] {
  const lines = changes.filter(({ kind }) => kind === 'charge' || kind === 'credit');
  const isOutcome = changes.some(({ kind }) => kind === 'outcome');
  if (!isOutcome && lines.length === 0) return [];
  const concerned = isOutcome ? null : new Set(lines.map(({ id }) => id ?? ''));
  const ranges = new Ranges();
  const isProven = new Corners(comparing, concerned).run(region, (witness, far) => {
    for (const [currency, difference] of differences(witness, concerned)) ranges.add(currency, difference, far);
  });
  const [line] = lines;
  const formula = isOutcome || lines.length !== 1 || line === undefined ? null : { old: line.old, new: line.new };
  return ranges.list().map(([currency, { least, most, isEndless }]) => {
    const print = (value: Exact): string => printExact(value, decimalsOfCurrency(currency) ?? 2);
    return {
      currency,
      least: isEndless.least ? null : print(least),
      most: isEndless.most ? null : print(most),
      isProven,
      formula,
    };
  });
}

/** The smallest and largest differences so far; a difference that grows with a number that has no end is endless. */
class Ranges {
  readonly #found = new Map<string, { least: Exact; most: Exact; isEndless: { least: boolean; most: boolean } }>();

  /** @param far where a number without an end was taken further: what it came to before */
  add(currency: string, difference: Exact, far: boolean): void {
    const known = this.#found.get(currency);
    if (known === undefined) {
      this.#found.set(currency, { least: difference, most: difference, isEndless: { least: false, most: false } });
      return;
    }
    if (compareExact(difference, known.least) < 0) {
      known.least = difference;
      known.isEndless.least ||= far;
    }
    if (compareExact(difference, known.most) > 0) {
      known.most = difference;
      known.isEndless.most ||= far;
    }
  }

  list(): readonly (readonly [string, { least: Exact; most: Exact; isEndless: { least: boolean; most: boolean } }])[] {
    return [...this.#found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .filter(([, { least, most, isEndless }]) => compareExact(least, zero) !== 0 || compareExact(most, zero) !== 0 || isEndless.least || isEndless.most);
  }
}

/** New less old, by currency; nothing where an amount is not exact. */
function differences({ old, new: next }: Witness, concerned: ReadonlySet<string> | null): ReadonlyMap<string, Exact> {
  const [before, after] = [paid(old.decision, concerned), paid(next.decision, concerned)];
  const found = new Map<string, Exact>();
  if (before === undefined || after === undefined) return found;
  for (const currency of new Set([...before.keys(), ...after.keys()])) found.set(currency, subtract(after.get(currency) ?? zero, before.get(currency) ?? zero));
  return found;
}

/** What a customer pays; undefined where a line that counts has no exact amount. */
function paid(decision: Decision | null, concerned: ReadonlySet<string> | null): ReadonlyMap<string, Exact> | undefined {
  const sums = new Map<string, Exact>();
  const lines = [
    ...(decision?.charges ?? []).map(({ charge, amount }) => ({ id: charge, amount, sign: 1 })),
    ...(decision?.credits ?? []).map(({ credit, amount }) => ({ id: credit, amount, sign: -1 })),
  ].filter(({ id }) => concerned === null || concerned.has(id));
  for (const { amount, sign } of lines) {
    const value = exactOf(amount);
    if (value === undefined) return undefined;
    const before = sums.get(amount.currency) ?? zero;
    sums.set(amount.currency, sign > 0 ? add(before, value) : subtract(before, value));
  }
  return sums;
}

function exactOf(amount: Amount): Exact | undefined {
  return amount.kind === 'exact' ? parseDecimal(amount.value) : undefined;
}

/** Goes through a region by the ends of the numbers that matter. */
class Corners {
  readonly #comparing: Comparing;
  readonly #facts: readonly string[];
  readonly #levels: readonly number[];
  /** Whether amounts bend at the ends of cells alone, so that the ends of a difference are found there. */
  readonly #isStraight: boolean;

  constructor(comparing: Comparing, concerned: ReadonlySet<string> | null) {
    this.#comparing = comparing;
    const lines = [comparing.old, comparing.new].flatMap(({ policy }) =>
      policy.lines.filter(({ id }) => concerned === null || concerned.has(id)).map((line) => ({ policy, line })),
    );
    this.#facts = [...new Set(lines.flatMap(({ policy, line }) => numbersOf(policy, line)))];
    this.#levels = this.#levelsOf();
    this.#isStraight = concerned !== null && this.#facts.length <= 4 && lines.every(({ policy, line }) => isStraight(policy, line));
  }

  #levelsOf(): readonly number[] {
    const { space } = this.#comparing;
    const keys = space.policies.flatMap((policy) => this.#facts.flatMap((name) => policy.facts.get(name) ?? []).map(keyOf.fact));
    const related = space.dimensions.filter(
      (dimension) =>
        keys.includes(dimension.key) ||
        (dimension.kind === 'sum' && this.#facts.includes(dimension.counts)) ||
        (dimension.kind === 'elapsed' && this.#facts.includes(dimension.measure.at)),
    );
    return related.flatMap(({ key }) => space.levels.get(key) ?? []).sort((a, b) => a - b);
  }

  /** Whether all ends were looked at, and the ends of the difference are among them. */
  run(region: Diagram, look: (witness: Witness, far: boolean) => void): boolean {
    const { space, possible, maker } = this.#comparing;
    const inside = space.diagrams.and(region, possible);
    const limit = this.#isStraight ? mostTries.proof : mostTries.search;
    let tries = 0;
    let isComplete = this.#isStraight;
    for (const part of this.#parts(inside)) {
      for (const tastes of this.#tastes()) {
        tries += 1;
        if (tries > limit) return false;
        const [told] = [...take(maker.find(part, tastes, mostSteps), 1)];
        if (told === undefined) isComplete = false;
        else {
          const witness = runBoth(told, this.#comparing);
          look(witness, false);
        }
      }
    }
    // Numbers without an end are taken further, to see whether the difference grows with them.
    for (const part of this.#parts(inside)) {
      tries += 1;
      if (tries > 2 * limit) return false;
      const [told] = [
        ...take(
          maker.find(part, (fact) => (this.#facts.includes(fact) ? 'far' : 'ordinary')),
          1,
        ),
      ];
      if (told !== undefined) look(runBoth(told, this.#comparing), true);
    }
    return isComplete;
  }

  /** The parts of a region by the cells of the numbers that matter. */
  *#parts(region: Diagram, levels: readonly number[] = this.#levels): Generator<Diagram> {
    const d = this.#comparing.space.diagrams;
    const [level, ...rest] = levels;
    if (region === d.never) return;
    if (level === undefined) {
      yield region;
      return;
    }
    for (let cell = 0; cell < (d.sizes[level] ?? 0); cell += 1)
      yield* this.#parts(
        d.and(
          region,
          d.of(level, (one) => one === cell),
        ),
        rest,
      );
  }

  *#tastes(): Generator<(fact: string) => Taste> {
    if (!this.#isStraight) {
      for (const taste of ['least', 'most'] as const) yield (fact) => (this.#facts.includes(fact) ? taste : 'ordinary');
      return;
    }
    const facts = this.#facts;
    for (let corner = 0; corner < 2 ** facts.length; corner += 1)
      yield (fact) => {
        const index = facts.indexOf(fact);
        return index < 0 ? 'ordinary' : (corner >> index) % 2 === 0 ? 'least' : 'most';
      };
  }
}

function isStraight(policy: CorePolicy, { amount, round }: Line): boolean {
  return (
    round === null &&
    amountsWithin(amount).every((part) => {
      switch (part.kind) {
        case 'fixed':
        case 'unspecified':
        case 'fact':
        case 'choose':
        case 'match':
          return true;
        case 'tier':
          return policy.tiers.has(part.tier);
        case 'each':
        case 'sum':
        case 'difference':
          return part.bounds.atLeast === null && part.bounds.atMost === null;
        default:
          return false;
      }
    })
  );
}

function* take<Value>(values: Iterable<Value>, count: number): Generator<Value> {
  let taken = 0;
  for (const value of values) {
    if (taken >= count) return;
    taken += 1;
    yield value;
  }
}

/** The facts whose numbers a line's amount depends on. */
function numbersOf(policy: CorePolicy, line: Line): readonly string[] {
  const names = amountsWithin(line.amount).flatMap((amount): readonly (string | null)[] => {
    switch (amount.kind) {
      case 'fact':
        return [amount.fact];
      case 'tier': {
        const tier = policy.tiers.get(amount.tier);
        return tier === undefined ? [] : [tier.counts, tier.units];
      }
      case 'each':
        return [amount.per];
      case 'started':
        return [amount.of];
      case 'pro-rata':
        return [amount.part, amount.whole];
      case 'late': {
        const span = policy.windows.get(amount.window)?.span;
        return span?.kind === 'time' ? [span.at] : [];
      }
      default:
        return [];
    }
  });
  return [...new Set(names.filter((name) => name !== null))];
}

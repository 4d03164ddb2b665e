import { decimalsOfCurrency } from '../model/currency.ts';
import { type Exact, printExact, printUnits } from '../model/exact.ts';
import type { Amount, Bounds, CorePolicy, Line, Rate } from '../model/policy.ts';
import { possible, quoted, sayCondition, upperFirst, windowTitle, wordsOf } from './say-condition.ts';

const notGiven = 'not specified';

/** How the amount of a line is worked out, a line for each of its cases. */
export function sayAmount(line: Line, policy: CorePolicy): readonly string[] {
  const lines = new AmountWords(line.currency, policy).lines(line.amount);
  return line.round === null ? lines : [...lines, `rounded ${rounding[line.round]}`];
}

const rounding = {
  'half-up': 'to the nearest, halves up',
  'half-even': 'to the nearest, halves to the even one',
  up: 'up',
  down: 'down',
} as const;

/** A rate of a tier. */
export function sayRate(rate: Rate | undefined, currency: string): string {
  if (rate === undefined || rate === 'unspecified') return notGiven;
  return `${printUnits(rate, decimalsOfCurrency(currency) ?? 2)} ${currency}`;
}

/** Amounts of one currency in words. */
class AmountWords {
  readonly #currency: string;
  readonly #policy: CorePolicy;

  constructor(currency: string, policy: CorePolicy) {
    this.#currency = currency;
    this.#policy = policy;
  }

  /** What is one of several has a line for each. */
  lines(amount: Amount): readonly string[] {
    if (amount.kind === 'choose') {
      const branches = possible(amount.branches).map((branch) => `if ${sayCondition(branch.when, this.#policy)}: ${this.#say(branch.amount)}`);
      return [...branches, `otherwise: ${this.#say(amount.otherwise)}`];
    }
    if (amount.kind !== 'match') return [this.#say(amount)];
    const values = [...amount.amounts].map(([key, part]) => `${wordsOf(amount.fact)} ${quoted(wordsOf(key))}: ${this.#say(part)}`);
    return amount.otherwise === null ? values : [...values, `otherwise: ${this.#say(amount.otherwise)}`];
  }

  #say(amount: Amount): string {
    switch (amount.kind) {
      case 'fixed':
        return this.#money(amount.value);
      case 'unspecified':
        return notGiven;
      case 'fact':
        return `the ${quoted(wordsOf(amount.fact))}`;
      case 'tier':
        return `by the table ${quoted(upperFirst(wordsOf(amount.tier)))}`;
      case 'percent':
        return `${printExact(amount.percent, 0)} % of ${this.#inner(amount.of)}${this.#bounds(amount.bounds)}`;
      case 'each':
        return `${this.#inner(amount.each)} for each of the ${quoted(wordsOf(amount.per))}${this.#bounds(amount.bounds)}`;
      case 'started':
        return `${this.#inner(amount.each)} for each started ${printExact(amount.size, 0)} of the ${quoted(wordsOf(amount.of))}${this.#bounds(amount.bounds)}`;
      case 'late':
        return `${this.#inner(amount.each)} for each started ${sayUnits(amount.count, amount.unit)} after the end of ${quoted(windowTitle(amount.window, this.#policy))}${this.#bounds(amount.bounds)}`;
      case 'sum':
        return `${amount.of.map((part) => this.#inner(part)).join(' and ')} together${this.#bounds(amount.bounds)}`;
      case 'difference':
        return `${amount.of.map((part) => this.#inner(part)).join(' less ')}${this.#bounds(amount.bounds)}`;
      case 'pro-rata':
        return `the share of ${this.#inner(amount.of)} that the ${quoted(wordsOf(amount.part))} is of the ${quoted(wordsOf(amount.whole))}${this.#bounds(amount.bounds)}`;
      case 'up-to':
        return `up to ${this.#inner(amount.of)}${amount.atLeast.n === 0n ? '' : `, at least ${this.#money(amount.atLeast)}`}`;
      case 'match':
      case 'choose':
        return this.lines(amount).join('; ');
    }
  }

  /** A part of an amount, in brackets where its end could not be told from that of the whole. */
  #inner(amount: Amount): string {
    const isPlain = ['fixed', 'unspecified', 'fact', 'tier'].includes(amount.kind);
    return isPlain ? this.#say(amount) : `(${this.#say(amount)})`;
  }

  #bounds({ atLeast, atMost }: Bounds): string {
    const say = (word: string, bound: Exact | 'unspecified' | null): string =>
      bound === null ? '' : `, ${word} ${bound === 'unspecified' ? 'an amount that is not specified' : this.#money(bound)}`;
    return `${say('at least', atLeast)}${say('at most', atMost)}`;
  }

  #money(value: Exact): string {
    return `${printExact(value, decimalsOfCurrency(this.#currency) ?? 2)} ${this.#currency}`;
  }
}

/** `24 hours`, `a day`. */
function sayUnits(count: number, unit: 'hours' | 'days'): string {
  return count === 1 ? unit.slice(0, -1) : `${count} ${unit}`;
}

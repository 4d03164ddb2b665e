import { printExact } from '../model/exact.ts';
import { decimalsOfCurrency } from '../model/currency.ts';
import type { Amount, Bounds, CorePolicy, Line, Tier } from '../model/policy.ts';
import { canonicalText } from './canonical.ts';
import { type Diagram, type Diagrams, TooLarge } from './diagram.ts';
import { windowKey } from './measures.ts';
import type { PolicyRegions } from './policy-regions.ts';
import type { Space } from './space.ts';

/** What an amount comes to in a region, as far as no number of the request is needed. Terms with the same `exact` are the same value. */
export interface AmountTerm {
  readonly kind: 'sum' | 'unspecified' | 'waived';
  /** All that a decision shows of it. */
  readonly exact: string;
  /** What it is, whatever the names of its parts. */
  readonly meaning: string;
  /** In words, without what differs from number to number of a tier. */
  readonly formula: string;
  /** Its number among the terms of a space. */
  readonly number: number;
}

type Uncounted = Omit<AmountTerm, 'number'>;

/** So many terms are told apart; a tier with a hundred bands has five thousand. */
const mostTerms = 30_000;

/** The amounts of one policy, as functions to terms. */
export class AmountRegions {
  readonly #policy: CorePolicy;
  readonly #regions: PolicyRegions;
  readonly #diagrams: Diagrams;
  readonly #terms: Map<string, AmountTerm>;
  readonly #decimals: number;

  /** @param terms the terms of all policies of the space, by their exact text */
  constructor(regions: PolicyRegions, { diagrams }: Space, terms: Map<string, AmountTerm>, currency: string) {
    this.#policy = regions.policy;
    this.#regions = regions;
    this.#diagrams = diagrams;
    this.#terms = terms;
    this.#decimals = decimalsOfCurrency(currency) ?? 2;
  }

  /**
   * What a line comes to where it counts.
   * @param shown what else is shown of it
   */
  line({ amount, waived, currency, round, title }: Line, shown: object): Diagram {
    const rest = { currency, title, shown };
    const worked = this.#map(this.#amount(amount), (term) => ({
      ...term,
      exact: nested([round, rest], [term.exact]),
      meaning: nested([round, currency], [term.meaning]),
      formula: term.kind === 'unspecified' ? 'unspecified' : `${term.formula} ${currency}`,
    }));
    if (waived === null) return worked;
    const none: Uncounted = {
      kind: 'waived',
      exact: canonicalText(['waived', waived.because, rest]),
      meaning: canonicalText(['waived', currency]),
      formula: 'waived',
    };
    return this.#diagrams.choose(this.#regions.condition(waived.when), this.#term(none), worked);
  }

  #amount(amount: Amount): Diagram {
    const d = this.#diagrams;
    switch (amount.kind) {
      case 'fixed':
        return this.#constant('sum', amount, printExact(amount.value, this.#decimals));
      case 'unspecified':
        return this.#constant('unspecified', amount, 'unspecified');
      case 'fact':
        return this.#whereTold([amount.fact], amount, this.#constant('sum', amount, amount.fact));
      case 'tier':
        return this.#tier(amount.tier);
      case 'percent':
        return this.#within(amount, [amount.of], ([of]) => `${printExact(amount.percent, 0)} % of ${wrap(of)}`);
      case 'each':
        return this.#whereTold(
          [amount.per],
          amount,
          this.#within(amount, [amount.each], ([each]) => `${wrap(each)} × ${amount.per}`),
        );
      case 'started':
        return this.#whereTold(
          [amount.of],
          amount,
          this.#within(amount, [amount.each], ([each]) => `${wrap(each)} for each started ${printExact(amount.size, 0)} of ${amount.of}`),
        );
      case 'late':
        return this.#late(amount);
      case 'sum':
        return this.#within(amount, amount.of, (parts) => parts.map(wrap).join(' + '));
      case 'difference':
        return this.#within(amount, amount.of, (parts) => parts.map(wrap).join(' - '));
      case 'pro-rata':
        return this.#whereTold(
          [amount.part, amount.whole],
          amount,
          this.#within(amount, [amount.of], ([of]) => `${wrap(of)} × ${amount.part} / ${amount.whole}`),
        );
      case 'up-to':
        return this.#within({ ...amount, bounds: noBounds }, [amount.of], ([of]) => `${printExact(amount.atLeast, this.#decimals)} to ${wrap(of)}`);
      case 'match': {
        const other =
          amount.otherwise === null
            ? this.#constant('unspecified', { ...amount, none: true }, 'unspecified')
            : this.#tagged(amount.otherwise, ['match', amount.fact, 'otherwise']);
        return [...amount.amounts].reduce((rest, [key, part]) => {
          const values: ReadonlySet<unknown> = new Set([...amount.keys].flatMap(([value, its]) => (its === key ? [value] : [])));
          const here = this.#regions.valueIs(amount.fact, (cell) => cell.kind === 'values' && values.has(cell.values[0]));
          return d.choose(here, this.#tagged(part, ['match', amount.fact, key]), rest);
        }, other);
      }
      case 'choose':
        return amount.branches.reduceRight(
          (rest, { when, amount: part }, index) => d.choose(this.#regions.condition(when), this.#tagged(part, ['choose', index + 1]), rest),
          this.#tagged(amount.otherwise, ['choose', amount.branches.length + 1]),
        );
    }
  }

  /** The branch that was taken is shown, and means nothing. */
  #tagged(amount: Amount, tag: readonly (string | number)[]): Diagram {
    return this.#map(this.#amount(amount), (term) => ({ ...term, exact: nested(tag, [term.exact]) }));
  }

  #late(amount: Extract<Amount, { readonly kind: 'late' }>): Diagram {
    const d = this.#diagrams;
    const { each, window, ...rest } = amount;
    const key = canonicalText(windowKey(this.#policy, window));
    const isLate = d.and(this.#regions.windowStates(window).closed, this.#regions.hasBegun(window));
    const units = (isCounted: boolean): Diagram =>
      this.#within(Object.assign({ key, isCounted }, rest), [each], ([one]) =>
        isCounted ? `${wrap(one)} for each started ${amount.count} ${amount.unit} after ${window}` : '0',
      );
    return d.choose(isLate, units(true), units(false));
  }

  /** An amount made of others: unspecified where one of them is, or a bound. */
  #within(amount: { readonly kind: string; readonly bounds: Bounds }, parts: readonly Amount[], say: (formulas: readonly string[]) => string): Diagram {
    const { of: _of, each: _each, ...own } = amount as Record<string, unknown>;
    const byNumber = new Map<string, AmountTerm>();
    const append = (list: string, term: AmountTerm): string => {
      byNumber.set(String(term.number), term);
      return `${list} ${term.number}`;
    };
    const lists = parts
      .map((part) => this.#amount(part))
      .reduce((before, part) => this.#diagrams.combine(before, part, (list, term) => append(list as string, term as AmountTerm)), this.#diagrams.constant(''));
    return this.#diagrams.map(lists, (list) => {
      const terms = (list as string).split(' ').flatMap((number) => byNumber.get(number) ?? []);
      const isOpen = terms.some(({ kind }) => kind === 'unspecified') || amount.bounds.atLeast === 'unspecified' || amount.bounds.atMost === 'unspecified';
      return this.#intern({
        kind: isOpen ? 'unspecified' : 'sum',
        exact: nested(
          own,
          terms.map(({ exact }) => exact),
        ),
        meaning: isOpen
          ? 'unspecified'
          : nested(
              own,
              terms.map(({ meaning }) => meaning),
            ),
        formula: `${say(terms.map(({ formula }) => formula))}${this.#sayBounds(amount.bounds)}`,
      });
    });
  }

  #sayBounds({ atLeast, atMost }: Bounds): string {
    const say = (bound: Bounds['atLeast']): string => (bound === null ? '' : bound === 'unspecified' ? bound : printExact(bound, this.#decimals));
    return `${atLeast === null ? '' : `, at least ${say(atLeast)}`}${atMost === null ? '' : `, at most ${say(atMost)}`}`;
  }

  #whereTold(facts: readonly string[], amount: Amount, told: Diagram): Diagram {
    const d = this.#diagrams;
    return d.choose(d.all(facts.map((name) => this.#regions.hasValue(name))), told, this.#constant('unspecified', { none: amount }, 'unspecified'));
  }

  // Tiers

  #tier(id: string): Diagram {
    const tier = this.#policy.tiers.get(id);
    if (tier === undefined) throw new Error(`no tier ${id}`);
    const d = this.#diagrams;
    const column = tier.column;
    const unspecified = this.#constant('unspecified', { tier: id, none: true }, 'unspecified');
    const columns = column === null ? [''] : [...(tier.bands[0]?.rates.keys() ?? [])];
    const numbers = columns.map((name) => {
      const here = column === null ? d.always : this.#regions.valueIs(column, (cell) => cell.kind === 'values' && cell.values.includes(name));
      return [here, this.#numbers(tier, name)] as const;
    });
    const worked = numbers.reduceRight((rest, [here, worth]) => d.choose(here, worth, rest), unspecified);
    const told = d.and(this.#regions.hasValue(tier.counts), tier.units === null ? d.always : this.#regions.hasValue(tier.units));
    return d.choose(told, worked, unspecified);
  }

  /** By the bands of the first and of the last number. */
  #numbers(tier: Tier, column: string): Diagram {
    const d = this.#diagrams;
    const { counts, units, bands } = tier;
    const isFirstUpTo = (upTo: number | null): Diagram => (upTo === null ? d.always : this.#regions.numbersUpTo(counts, null, upTo));
    const isLastUpTo = (upTo: number | null): Diagram => (upTo === null ? d.always : this.#regions.numbersUpTo(counts, units, upTo));
    const byFirst = bands.reduceRight((others, { upTo }, first) => {
      const byLast = bands.reduceRight((rest, band, last) => d.choose(isLastUpTo(band.upTo), this.#parts(tier, column, first, last), rest), d.never);
      return d.choose(isFirstUpTo(upTo), byLast, others);
    }, d.never);
    if (units === null) return byFirst;
    const isEmpty = this.#regions.valueIs(units, (cell) => cell.kind === 'span' && cell.to !== null && cell.to <= 0);
    return d.choose(isEmpty, this.#parts(tier, column, 1, 0), byFirst);
  }

  #parts(tier: Tier, column: string, first: number, last: number): Diagram {
    const { id, mode, counts, units, distinct, bands } = tier;
    const touched = mode === 'volume' ? bands.slice(last, last + 1) : bands.slice(first, last + 1);
    const parts =
      last < first
        ? []
        : touched.map((band, index) => ({
            upTo: mode === 'graduated' && index < touched.length - 1 ? band.upTo : null,
            rate: band.rates.get(column) ?? 'unspecified',
          }));
    const isOpen = parts.some(({ rate }) => rate === 'unspecified');
    const own = { counts, units, mode, distinct };
    return this.#term({
      kind: isOpen ? 'unspecified' : 'sum',
      exact: canonicalText({ ...own, tier: id, column: tier.column === null ? null : column, parts }),
      meaning: isOpen ? 'unspecified' : canonicalText({ ...own, parts: joinParts(parts) }),
      formula: isOpen ? 'unspecified' : `tier ${id}${tier.column === null ? '' : ` (${column})`}`,
    });
  }

  // Terms

  #constant(kind: AmountTerm['kind'], value: unknown, formula: string): Diagram {
    const text = canonicalText(value);
    return this.#term({ kind, exact: text, meaning: kind === 'unspecified' ? kind : text, formula });
  }

  #term(term: Uncounted): Diagram {
    return this.#diagrams.constant(this.#intern(term));
  }

  #map(diagram: Diagram, to: (term: AmountTerm) => Uncounted): Diagram {
    return this.#diagrams.map(diagram, (term) => (term === false ? false : this.#intern(to(term as AmountTerm))));
  }

  #intern(term: Uncounted): AmountTerm {
    const known = this.#terms.get(term.exact);
    if (known !== undefined) return known;
    if (this.#terms.size >= mostTerms) throw new TooLarge();
    const counted = { ...term, number: this.#terms.size };
    this.#terms.set(term.exact, counted);
    return counted;
  }
}

/** A text about parts that are texts. Control characters stand in none of them, so that no two texts are taken for one. */
function nested(own: unknown, parts: readonly string[]): string {
  return `${canonicalText(own)}\u0002${parts.join('\u0001')}\u0003`;
}

const noBounds: Bounds = { atLeast: null, atMost: null };

/** Neighbours with one rate are one part. */
function joinParts(parts: readonly { readonly upTo: number | null; readonly rate: bigint | 'unspecified' }[]): readonly unknown[] {
  return parts.filter(({ rate }, index) => parts[index + 1]?.rate !== rate).map(({ upTo, rate }) => [upTo, String(rate)]);
}

function wrap(formula: string | undefined): string {
  return formula === undefined ? '' : formula.includes(' ') ? `(${formula})` : formula;
}

import { amountsWithin } from '../model/amount-parts.ts';
import { decimalsOfCurrency } from '../model/currency.ts';
import { add, compareExact, type Exact, fromUnits, printExact, subtract, zero } from '../model/exact.ts';
import type { Decision } from '../model/generated/decision.ts';
import type { CorePolicy, Fact, Line, Measure } from '../model/policy.ts';
import type { ToldRequest } from '../meaning/situation.ts';
import type { AmountTerm } from './amount-regions.ts';
import type { Component } from './decision-regions.ts';
import type { Example, Finding } from './finding.ts';
import { Growth } from './growth.ts';
import { Locator } from './locate.ts';
import { exactIn, sayMeasure } from './measured-amount.ts';
import { type Pair, PairFinder } from './pairs.ts';
import { partsBy } from './parts.ts';
import type { Proving } from './proving.ts';
import { sayValue } from './words.ts';

/**
 * Amounts that are worked out from a number and worked out otherwise from some number on, so that one more of it makes them fall (an inversion), or
 * rise by more than one more costs on either side (a cliff). Each is shown by two real decisions; a step from one fixed sum to another is none.
 */
export function findCliffs(proving: Proving): readonly Finding[] {
  return proving.components.flatMap((component) => {
    const line = proving.policy.lines.find(({ id, side }) => id === component.id && side === component.kind);
    if (line === undefined) return [];
    return driversOf(line, proving).flatMap((fact) => findAlong(line, component, fact, proving));
  });
}

/** The facts that a line's amount is worked out from, and by which it also chooses how. */
function driversOf(line: Line, proving: Proving): readonly Fact[] {
  const { policy, space, regions } = proving;
  const names = new Set(factsWorkedOn(line, policy));
  return [...names].flatMap((name) => {
    const fact = policy.facts.get(name);
    if (fact === undefined || fact.derived !== null) return [];
    const growth = new Growth(policy, space, name);
    const chooses = amountsWithin(line.amount).some(
      (amount) =>
        (amount.kind === 'choose' && amount.branches.some(({ when }) => growth.matters(regions.regions.condition(when)))) ||
        (amount.kind === 'tier' && policy.tiers.get(amount.tier)?.mode === 'volume' && policy.tiers.get(amount.tier)?.units === name),
    );
    return chooses ? [fact] : [];
  });
}

function factsWorkedOn({ amount }: Line, policy: CorePolicy): readonly string[] {
  return amountsWithin(amount).flatMap((part): readonly string[] => {
    switch (part.kind) {
      case 'fact':
        return [part.fact];
      case 'each':
        return [part.per];
      case 'started':
        return [part.of];
      case 'pro-rata':
        return [part.part];
      case 'tier':
        return [policy.tiers.get(part.tier)?.units ?? []].flat();
      default:
        return [];
    }
  });
}

interface Jump {
  readonly code: 'cliff' | 'inversion';
  readonly pair: Pair;
  readonly amounts: readonly [Exact, Exact];
}

function findAlong(line: Line, component: Component, fact: Fact, proving: Proving): readonly Finding[] {
  const counts = proving.regions.counts(line);
  const levels = [...proving.diagrams.levelsOf(component.shown)];
  const search = new JumpSearch(line, component, fact, proving);
  const found = new Map<string, Jump>();
  for (const part of partsBy(counts, levels, proving)) {
    const [told] = proving.requestsIn(part);
    if (told === undefined) continue;
    for (const jump of search.near(told)) if (!found.has(jump.code)) found.set(jump.code, jump);
    if (found.size === 2) break;
  }
  return [...found.values()].map((jump) => search.toFinding(jump));
}

class JumpSearch {
  readonly #line: Line;
  readonly #component: Component;
  readonly #fact: Fact;
  readonly #proving: Proving;
  readonly #measure: Measure;
  readonly #finder: PairFinder;
  readonly #unit: Exact;

  constructor(line: Line, component: Component, fact: Fact, proving: Proving) {
    this.#line = line;
    this.#component = component;
    this.#fact = fact;
    this.#proving = proving;
    this.#measure = { kind: 'line', side: line.side, id: line.id };
    this.#finder = new PairFinder(proving, fact);
    this.#unit = fromUnits(1, decimalsOfCurrency(line.currency) ?? 2);
  }

  /** Jumps of this request, all but the one fact left as it is. */
  *near(told: ToldRequest): Generator<Jump> {
    for (const end of this.#finder.endsOf(told)) {
      const at = [end - 1, end, end + 1, end + 2].map((value) => this.#finder.withValue(told, value));
      const [before, after] = [at[1], at[2]];
      const amounts = at.map((one) => (one === undefined ? undefined : exactIn(this.#proving.policy, this.#measure, one.example.decision)));
      const [a, b] = [amounts[1], amounts[2]];
      if (before === undefined || after === undefined || a === undefined || b === undefined) continue;
      const slopes = [this.#between(amounts[0], a), this.#between(b, amounts[3])].filter((slope) => slope !== undefined);
      const code = this.#judge(subtract(b, a), slopes);
      if (code !== undefined && (this.#isWorkedOut(before.told) || this.#isWorkedOut(after.told)))
        yield { code, pair: [before.example, after.example], amounts: [a, b] };
    }
  }

  #between(a: Exact | undefined, b: Exact | undefined): Exact | undefined {
    return a === undefined || b === undefined ? undefined : subtract(b, a);
  }

  /** Rounding alone makes a step of one smallest unit. */
  #judge(step: Exact, slopes: readonly Exact[]): Jump['code'] | undefined {
    if (slopes.length === 0) return undefined;
    const [isFalling, isRising] = [compareExact(step, zero) < 0, compareExact(step, zero) > 0];
    if (isFalling && slopes.every((slope) => compareExact(slope, zero) >= 0 || compareExact(add(step, this.#unit), slope) < 0)) return 'inversion';
    return isRising && slopes.every((slope) => compareExact(step, add(slope, this.#unit)) > 0) ? 'cliff' : undefined;
  }

  /** Whether the amount of a request is worked out from the fact. */
  #isWorkedOut(told: ToldRequest): boolean {
    const { space, diagrams } = this.#proving;
    const terms = diagrams.valuesAt(this.#component.shown, new Locator(space, told).cells());
    // The text of a term has the names of facts in quotes, which are escaped where it is part of another one.
    return [...terms].some((term) => term !== false && new RegExp(`"${this.#fact.name}[\\\\"]`).test((term as AmountTerm).exact));
  }

  toFinding({ code, pair, amounts }: Jump): Finding {
    const { policy } = this.#proving;
    const decimals = decimalsOfCurrency(this.#line.currency) ?? 2;
    const isSame = (decision: Decision, index: 0 | 1): boolean => {
      const amount = exactIn(policy, this.#measure, decision);
      return amount !== undefined && compareExact(amount, amounts[index]) === 0;
    };
    const examples = this.#finder.shorten(pair, (a, b) => isSame(a, 0) && isSame(b, 1));
    const [first, second] = pair.map(({ request }) => this.#sayValue(request[this.#fact.name]));
    const [low, high] = amounts.map((amount) => `${printExact(amount, decimals)} ${this.#line.currency}`);
    const verb = code === 'cliff' ? 'jumps' : 'falls';
    const rest = code === 'cliff' ? ', by more than one more costs before and after' : '';
    return {
      code,
      severity: 'warning',
      about: { kind: this.#line.side, id: this.#line.id },
      message: `${sayMeasure(this.#measure)} ${verb} from ${low ?? ''} to ${high ?? ''} as \`${this.#fact.name}\` goes from ${first ?? ''} to ${second ?? ''}${rest}`,
      where: [],
      examples: [...examples] satisfies readonly Example[],
      isConfirmed: true,
    };
  }

  #sayValue(value: unknown): string {
    return typeof value === 'number' && this.#fact.type === 'integer' ? sayValue(this.#fact, value, [this.#proving.policy]) : String(value);
  }
}

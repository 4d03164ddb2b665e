import { compareExact, zero } from '../model/exact.ts';
import type { Amount, Line, Tier } from '../model/policy.ts';
import type { AmountBounds, End } from './amount-bounds.ts';
import type { Diagram } from './diagram.ts';
import type { Growth } from './growth.ts';
import type { Proving } from './proving.ts';
import { factsOfRelation } from './witness.ts';

/** How an amount moves as a fact grows and all else stays. `unclear`: neither is proven. */
export type Direction = 'stays' | 'rises' | 'falls' | 'unclear';

/** An amount in a part of a region; null: nothing is charged or credited there, which is zero. */
interface Part {
  readonly amount: Amount | null;
  readonly region: Diagram;
}

/** Finds out how the amounts of one policy move as one fact grows. What it says holds for all pairs of requests that both have the amount. */
export class AmountDirection {
  readonly #proving: Proving;
  readonly #fact: string;
  readonly #growth: Growth;
  readonly #bounds: AmountBounds;

  constructor(proving: Proving, fact: string, growth: Growth, bounds: AmountBounds) {
    this.#proving = proving;
    this.#fact = fact;
    this.#growth = growth;
    this.#bounds = bounds;
  }

  /**
   * A line in a region. Rounding keeps the order of amounts.
   * @param counts where it counts, if it is zero elsewhere; null: only requests for which it counts are compared
   */
  line({ amount, waived }: Line, region: Diagram, counts: Diagram | null): Direction {
    const d = this.#proving.diagrams;
    const charged = counts === null ? region : d.and(region, counts);
    const isWaived = waived === null ? d.never : this.#proving.regions.regions.condition(waived.when);
    return this.#parts([
      { amount, region: d.minus(charged, isWaived) },
      { amount: null, region: d.or(d.and(charged, isWaived), d.minus(region, charged)) },
    ]);
  }

  #of(amount: Amount, region: Diagram): Direction {
    if (this.#proving.isEmpty(region)) return 'stays';
    switch (amount.kind) {
      case 'fixed':
      case 'unspecified':
        return 'stays';
      case 'fact':
        return this.#number(amount.fact);
      case 'tier':
        return this.#tier(this.#proving.policy.tiers.get(amount.tier), region);
      case 'percent':
        return compareExact(amount.percent, zero) < 0 ? turned(this.#of(amount.of, region)) : this.#of(amount.of, region);
      case 'each':
        return this.#product(amount.each, this.#number(amount.per), region);
      case 'started':
        return this.#product(amount.each, this.#number(amount.of), region);
      case 'late':
        return this.#product(amount.each, this.#lateness(amount.window), region);
      case 'sum':
        return together(amount.of.map((part) => this.#of(part, region)));
      case 'difference':
        return together(amount.of.map((part, index) => (index === 0 ? this.#of(part, region) : turned(this.#of(part, region)))));
      case 'pro-rata': {
        const share = together([this.#number(amount.part), turned(this.#number(amount.whole))]);
        return this.#product(amount.of, share, region);
      }
      case 'up-to':
        return this.#of(amount.of, region) === 'stays' ? 'stays' : 'unclear';
      case 'match':
        // What is matched is no number, so that it stays as it is.
        return together([...amount.amounts.values(), ...(amount.otherwise === null ? [] : [amount.otherwise])].map((part) => this.#of(part, region)));
      case 'choose':
        return this.#parts(this.#bounds.branchesOf(amount, region));
    }
  }

  /** How a number moves. What is worked out from the fact for several items is left open. */
  #number(name: string): Direction {
    const derived = this.#proving.policy.facts.get(name)?.derived ?? null;
    if (derived !== null && [derived.from, derived.less].includes(this.#fact)) return 'unclear';
    return name === this.#fact ? 'rises' : 'stays';
  }

  /** An amount times a number that is never below zero. */
  #product(amount: Amount, number: Direction, region: Diagram): Direction {
    const own = this.#of(amount, region);
    if (number === 'stays') return own;
    const [least, most] = [this.#bounds.of(amount, region, 'lower'), this.#bounds.of(amount, region, 'upper')];
    if (isAtLeast(least)) return together([own, number]);
    return isAtMost(most) ? together([own, turned(number)]) : 'unclear';
  }

  /** Units that begin after a window closes. */
  #lateness(id: string): Direction {
    const span = this.#proving.policy.windows.get(id)?.span;
    if (span?.kind === 'time' && span.at === this.#fact && !this.#eventsOf(id).includes(this.#fact)) return 'rises';
    return this.#growth.matters(this.#proving.regions.regions.windowStates(id).closed) || this.#eventsOf(id).includes(this.#fact) ? 'unclear' : 'stays';
  }

  #eventsOf(id: string): readonly string[] {
    const { space } = this.#proving;
    return space.dimensions
      .flatMap((dimension) => (dimension.kind === 'elapsed' && dimension.measure.sample.window === id ? factsOfRelation(dimension).slice(1) : []))
      .concat(this.#facts(id));
  }

  #facts(id: string): readonly string[] {
    const span = this.#proving.policy.windows.get(id)?.span;
    switch (span?.kind) {
      case 'time':
        return span.from.kind === 'fact'
          ? [span.from.fact]
          : span.from.kind === 'end-of'
            ? this.#facts(span.from.window)
            : span.from.kind === 'fixed'
              ? []
              : span.from.facts;
      case 'number':
        return [span.at, ...(span.from === null ? [] : [span.from])];
      case 'later-of':
      case 'earlier-of':
        return span.of.flatMap((one) => this.#facts(one));
      case 'choose':
        return [...span.branches.map(({ window }) => window), span.otherwise].flatMap((one) => this.#facts(one));
      default:
        return [];
    }
  }

  #tier(tier: Tier | undefined, region: Diagram): Direction {
    if (tier === undefined || (tier.counts !== this.#fact && tier.units !== this.#fact)) return 'stays';
    const columns = tier.column === null ? [''] : [...(tier.bands[0]?.rates.keys() ?? [])];
    const isUnits = tier.units === this.#fact;
    if (isUnits && tier.mode === 'graduated') return 'rises';
    const { diagrams: d, regions } = this.#proving;
    return together(
      columns.map((name) => {
        const here =
          tier.column === null
            ? region
            : d.and(
                region,
                regions.regions.valueIs(tier.column, (cell) => cell.kind === 'values' && cell.values.includes(name)),
              );
        const rates = this.#proving.isEmpty(here)
          ? []
          : tier.bands.flatMap(({ rates: all }) => {
              const rate = all.get(name);
              return typeof rate === 'bigint' ? [rate] : [];
            });
        const steps = rates.map((rate, index) => rate - (rates[index - 1] ?? rate));
        const moves = together(steps.map((step) => (step > 0n ? 'rises' : step < 0n ? 'falls' : 'stays')));
        return isUnits && rates.some((rate) => rate > 0n) ? together(['rises', moves]) : moves;
      }),
    );
  }

  /** Parts of a region with amounts of their own: each must move so, and so must whatever goes from one to another. */
  #parts(parts: readonly Part[]): Direction {
    const directions: Direction[] = [];
    const present = parts.filter(({ region, amount }) => !this.#proving.isEmpty(region) && amount?.kind !== 'unspecified');
    for (const part of present) {
      directions.push(part.amount === null ? 'stays' : this.#of(part.amount, part.region));
      for (const other of present) if (other !== part) directions.push(this.#step(part, other));
    }
    return together(directions);
  }

  /** What the amount does where the growing fact leads from one part into another. */
  #step(from: Part, to: Part): Direction {
    const d = this.#proving.diagrams;
    const after = d.all([this.#growth.up(d.and(from.region, this.#proving.taken)), to.region, this.#proving.taken]);
    if (after === d.never) return 'stays';
    const before = d.all([this.#growth.down(d.and(to.region, this.#proving.taken)), from.region, this.#proving.taken]);
    const [low, high] = [this.#ends(from.amount, before), this.#ends(to.amount, after)];
    if (low === undefined || high === undefined) return 'stays';
    const [rises, falls] = [isBelow(low.upper, high.lower), isBelow(high.upper, low.lower)];
    return rises && falls ? 'stays' : rises ? 'rises' : falls ? 'falls' : 'unclear';
  }

  #ends(amount: Amount | null, region: Diagram): { readonly upper: End; readonly lower: End } | undefined {
    const nothing: End = { times: zero, rest: zero };
    if (amount === null) return { upper: nothing, lower: nothing };
    const [upper, lower] = [this.#bounds.of(amount, region, 'upper'), this.#bounds.of(amount, region, 'lower')];
    return upper === undefined || lower === undefined ? undefined : { upper, lower };
  }
}

const isAtLeast = (end: End | undefined): boolean =>
  end === undefined || (end.rest !== null && compareExact(end.times, zero) >= 0 && compareExact(end.rest, zero) >= 0);
const isAtMost = (end: End | undefined): boolean =>
  end === undefined || (end.rest !== null && compareExact(end.times, zero) <= 0 && compareExact(end.rest, zero) <= 0);

/** Whether one end is never above another; both without a reference fact. */
function isBelow(upper: End, lower: End): boolean {
  return upper.rest !== null && lower.rest !== null && compareExact(upper.rest, lower.rest) <= 0;
}

function turned(direction: Direction): Direction {
  return direction === 'rises' ? 'falls' : direction === 'falls' ? 'rises' : direction;
}

/** How amounts move together. */
export function together(directions: readonly Direction[]): Direction {
  const moving = new Set(directions.filter((direction) => direction !== 'stays'));
  const [first = 'stays'] = moving;
  return moving.size > 1 ? 'unclear' : first;
}
